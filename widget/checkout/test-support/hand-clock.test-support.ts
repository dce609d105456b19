import type { Clock } from '../ports.ts'

/** A clock for tests: time passes when the hand moves it, and everything due happens in order. */
export type HandClock = Clock & {
  /** Moves on by `ms`, letting everything that comes due run to its next wait. */
  pass(ms: number): Promise<void>
  /** How many waits are open: what is left behind after an end is a leak. */
  waiting(): number
}

export function createHandClock(): HandClock {
  let now = 0
  const sleepers = new Set<{ due: number; wake: () => void }>()

  return {
    now: () => now,
    waiting: () => sleepers.size,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const sleeper = {
          due: now + ms,
          wake: () => {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal.addEventListener('abort', sleeper.wake)
      }),
    pass: async (ms) => {
      const until = now + ms
      await everythingElse()
      for (;;) {
        const next = [...sleepers].sort((a, b) => a.due - b.due)[0]
        if (!next || next.due > until) break
        now = next.due
        next.wake()
        await everythingElse()
      }
      now = until
    },
  }
}

/** Promises that wait for nothing but each other are done after a turn of the event loop. */
export function everythingElse(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
