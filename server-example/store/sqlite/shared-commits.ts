/**
 * SQLite has one writer at a time, and every commit waits for the disk: all writes of the same
 * turn of the event loop share one commit.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Work, Writer } from '../engine.ts'
import type { Tables } from '../schema.ts'
import { isOfOneWrite } from './errors.ts'
import { retryWhileLocked } from './locks.ts'

type Write = {
  /** Does the work. Resolves with a function that resolves the caller's promise, to be called after the commit. */
  run(transaction: Transaction<Tables>): Promise<() => void>
  fail(error: unknown): void
}

export function createSharedCommits(db: Kysely<Tables>): Writer {
  let waiting: Write[] = []
  let isScheduled = false

  return { run: (query) => transact((transaction) => transaction.executeQuery(query)), transact }

  function transact<Result>(work: Work<Result>): Promise<Result> {
    schedule()
    return new Promise((resolve, reject) => {
      const run: Write['run'] = async (transaction) => {
        const result = await work(transaction)
        return () => resolve(result)
      }
      waiting.push({ run, fail: reject })
    })
  }

  /** One commit at a time: while the file is locked, only one retries. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(async () => {
      await commitWaiting()
      isScheduled = false
      if (waiting.length > 0) schedule()
    })
  }

  async function commitWaiting(): Promise<void> {
    const writes = waiting
    waiting = []
    try {
      await retryWhileLocked(() => commit(writes))
    } catch (error) {
      // All were undone. When one of them was at fault, each is committed by itself now.
      if (writes.length > 1 && isOfOneWrite(error))
        for (const write of writes) await retryWhileLocked(() => commit([write])).catch(write.fail)
      else for (const { fail } of writes) fail(error)
    }
  }

  async function commit(writes: readonly Write[]): Promise<void> {
    const resolvers = await db.transaction().execute(async (transaction) => {
      const done: (() => void)[] = []
      for (const write of writes) done.push(await write.run(transaction))
      return done
    })
    for (const resolve of resolvers) resolve()
  }
}
