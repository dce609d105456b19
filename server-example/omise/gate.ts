/** Runs at most so many works at a time; the others wait, first come first served. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createGate(atOnce: number): Gate {
  let running = 0
  const waiting: (() => void)[] = []

  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // Its place goes to the next in the queue, not to a caller that comes now.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
