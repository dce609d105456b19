import type { Clock } from './ports.ts'

/** The clock of the machine that this runs on. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const finish = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', finish)
        resolve()
      }
      const timer = setTimeout(finish, ms)
      signal.addEventListener('abort', finish)
    }),
}

/**
 * Returns a signal that aborts with the outer one or when it is ended. In place
 * of `AbortSignal.any`, which older phones do not have.
 */
export function scopeWithin(outer: AbortSignal): { signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const end = () => {
    outer.removeEventListener('abort', end)
    controller.abort()
  }
  if (outer.aborted) controller.abort()
  else outer.addEventListener('abort', end)
  return { signal: controller.signal, end }
}
