/** Ends pauses early: each `ring` resolves every `next` that waits then. */
export type WakeUps = {
  ring(): void
  /** Resolves at the next ring, or when the signal aborts; it never rejects. */
  next(signal: AbortSignal): Promise<void>
}

export function createWakeUps(): WakeUps {
  const sleepers = new Set<() => void>()

  return {
    ring: () => {
      for (const wake of [...sleepers]) wake()
    },
    next: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const wake = () => {
          sleepers.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        sleepers.add(wake)
        signal.addEventListener('abort', wake)
      }),
  }
}
