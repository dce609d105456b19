import type { Clock } from '../../checkout/ports.ts'
import type { HttpProblem } from './problem.ts'

/**
 * How long a buyer waits for an answer: a little longer than we wait for one of
 * Omise, so that the usual trouble there has an answer of its own.
 */
export const answerWithinMs = 40_000

/**
 * Answers what the work answers, or throws the problem when that takes too
 * long. The work goes on: what it began is in the database and finds its end.
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
