/** Counts the requests under way where there is no socket of ours. */
export type UnderWay = {
  /** Resolves with the result; until then it counts as under way. */
  track<T>(answering: T | Promise<T>): Promise<T>
  /** Resolves when nothing is under way any more, or after `patienceMs`. */
  settled(patienceMs: number): Promise<void>
}

export function createUnderWay(): UnderWay {
  const underWay = new Set<Promise<unknown>>()
  return {
    async track(answering) {
      const answer = Promise.resolve(answering)
      underWay.add(answer)
      try {
        return await answer
      } finally {
        underWay.delete(answer)
      }
    },
    async settled(patienceMs) {
      const impatience = Promise.withResolvers<void>()
      const timer = setTimeout(impatience.resolve, patienceMs)
      await Promise.race([Promise.allSettled(underWay), impatience.promise])
      clearTimeout(timer)
    },
  }
}
