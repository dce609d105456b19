import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../../checkout/store-error.ts'

/** A backup tool may hold the lock for seconds; a caller waits no longer than this. */
const longestWaitMs = 5_000
/** Other processes of ours hold it for one commit: a few milliseconds. */
const pauseMs = 10

/**
 * Runs the work, and retries it while another process holds the file's lock: health checks, and
 * everything that needs no lock, go on meanwhile. Throws the `busy` `StoreError` after `forMs`.
 */
export async function retryWhileLocked<Result>(
  work: () => Promise<Result>,
  forMs = longestWaitMs,
): Promise<Result> {
  const giveUpAt = performance.now() + forMs
  while (true)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError) || error.fault !== 'busy') throw error
      if (performance.now() >= giveUpAt) throw error
      await sleep(pauseMs)
    }
}
