import type { Clock } from '../../checkout/ports.ts'
import type { HttpProblem } from './problem.ts'

/**
 * Deadline of a request: a little longer than the timeout of a call to Omise, so
 * that a timeout there still gets a response of its own.
 */
export const answerWithinMs = 40_000

/**
 * Resolves with the work's result, or throws the problem when that takes too
 * long. The work goes on: what it began is stored, and the reconciler resolves
 * it. Not by Hono's `timeout`, whose time is not the `Clock`'s.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  tooLate: () => HttpProblem,
): Promise<T> {
  const done = new AbortController()
  const late = clock.sleep(ms, done.signal).then(
    () => {
      throw tooLate()
    },
    // The work was done in time.
    () => work,
  )
  try {
    return await Promise.race([work, late])
  } finally {
    done.abort()
  }
}
