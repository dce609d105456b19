/** Runs the batches that it is sent, in a thread of its own. */
import { parentPort } from 'node:worker_threads'
import { type Batch, runBatch } from './batch.ts'

parentPort?.on('message', async (batch: Batch) => {
  parentPort?.postMessage(await runBatch(batch))
})
