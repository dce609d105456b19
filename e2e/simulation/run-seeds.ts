/** Many seeds on all cores. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Batch, BatchResult } from './batch.ts'

export type SeedRun = Omit<Batch, 'isUntilFirst'> & {
  readonly isUntilFirst?: boolean
  readonly workers: number
  /** Of another copy of the sources, such as one with a bug planted. */
  readonly workerFile?: URL
  readonly onProgress?: (totals: SeedTotals) => void
}

export type SeedTotals = {
  readonly runs: number
  readonly steps: number
  readonly settledAfterMs: number
  readonly found: BatchResult['found']
  readonly stories: readonly NonNullable<BatchResult['story']>[]
}

/** Small, so that the cores end together; large enough for the messages not to matter. */
const batchSize = 250

export async function runSeeds({
  scene,
  seed,
  count,
  workers,
  isUntilFirst = false,
  workerFile = new URL('./worker.ts', import.meta.url),
  onProgress = () => {},
}: SeedRun): Promise<SeedTotals> {
  let next = seed
  let totals: SeedTotals = { runs: 0, steps: 0, settledAfterMs: 0, found: [], stories: [] }
  await Promise.all(Array.from({ length: workers }, work))
  return totals

  async function work(): Promise<void> {
    const worker = new Worker(workerFile)
    try {
      while (next < seed + count && !(isUntilFirst && totals.found.length > 0)) {
        const size = Math.min(batchSize, seed + count - next)
        const batch: Batch = { scene, seed: next, count: size, isUntilFirst }
        next += size
        worker.postMessage(batch)
        const [result]: BatchResult[] = await once(worker, 'message')
        if (result === undefined) throw new Error('Expected a result of the worker.')
        totals = sum(totals, result)
        onProgress(totals)
      }
    } finally {
      await worker.terminate()
    }
  }
}

function sum(totals: SeedTotals, result: BatchResult): SeedTotals {
  return {
    runs: totals.runs + result.runs,
    steps: totals.steps + result.steps,
    settledAfterMs: Math.max(totals.settledAfterMs, result.settledAfterMs),
    found: [...totals.found, ...result.found],
    stories: result.story === undefined ? totals.stories : [...totals.stories, result.story],
  }
}
