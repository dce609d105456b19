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
  ms: number,
  work: Promise<T>,
  tooLate: () => HttpProblem,
): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(tooLate()), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
