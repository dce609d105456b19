import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../../checkout/store-error.ts'
import { isConflict } from './errors.ts'

const mostTries = 10
const pauseStepMs = 5

/**
 * Runs the work, and retries it where PostgreSQL has undone it in favour of another transaction
 * (40001, 40P01). Throws a `busy` `StoreError` after ten tries.
 */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error)) throw error
      if (tries >= mostTries) throw new StoreError('busy', error)
      await sleep(tries * pauseStepMs)
    }
}
