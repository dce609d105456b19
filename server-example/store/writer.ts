/**
 * How writes reach the disk. SQLite has one writer at a time, and every commit
 * waits for the disk: those who write in the same turn of the event loop share
 * one commit. PostgreSQL has many writers, and lets them share by itself.
 */
import type { CompiledQuery, Kysely, QueryResult, Transaction } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './schema.ts'

/** What is answered is on the disk; what throws has changed nothing. */
export type Writer = {
  run<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>
  /** All of the work or nothing. It may be done twice, after the first time was undone. */
  transact<Result>(work: Work<Result>): Promise<Result>
}

type Work<Result> = (transaction: Transaction<Tables>) => Promise<Result>

export function createWriter({ db, engine }: Database): Writer {
  if (engine === 'postgres')
    return {
      run: (query) => db.executeQuery(query),
      transact: (work) => db.transaction().execute(work),
    }
  const transact = shareCommits(db)
  return { run: (query) => transact((transaction) => transaction.executeQuery(query)), transact }
}

type Write = {
  /** Does the work. The answer is to be called when that is committed: it tells whoever waits. */
  run(transaction: Transaction<Tables>): Promise<() => void>
  fail(error: unknown): void
}

function shareCommits(db: Kysely<Tables>): Writer['transact'] {
  let waiting: Write[] = []

  return (work) => {
    if (waiting.length === 0) setImmediate(commitWaiting)
    return new Promise((resolve, reject) => {
      const run: Write['run'] = async (transaction) => {
        const result = await work(transaction)
        return () => resolve(result)
      }
      waiting.push({ run, fail: reject })
    })
  }

  async function commitWaiting(): Promise<void> {
    const writes = waiting
    waiting = []
    try {
      await commit(writes)
    } catch (error) {
      // All were undone. When it was for the sake of one, each stands for itself now.
      if (writes.length > 1 && isOfOneWrite(error))
        for (const write of writes) await commit([write]).catch(write.fail)
      else for (const { fail } of writes) fail(error)
    }
  }

  async function commit(writes: readonly Write[]): Promise<void> {
    const answers = await db.transaction().execute(async (transaction) => {
      const done: (() => void)[] = []
      for (const write of writes) done.push(await write.run(transaction))
      return done
    })
    for (const answer of answers) answer()
  }
}

const constraintCode = 19

/** Does it lie in what was written? A full disk, or a lock that another process holds, is everybody's. */
function isOfOneWrite(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
  return code === undefined || (code & 0xff) === constraintCode
}
