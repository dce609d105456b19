/** Transactions passed to the shop's handlers, so that its own row and "taken" are committed together. */
import { DatabaseSync } from 'node:sqlite'
import type { CompiledQuery, Kysely } from 'kysely'
import type { DeliveryResult, LeasedDelivery } from '../../shop/delivery.ts'
import type { TransactedDelivery } from '../../shop/run-deliveries.ts'
import type { Database } from '../database.ts'
import { toPostgres } from '../postgres/parameters.ts'
import type { Tables } from '../schema.ts'
import { toSqlite } from '../sqlite/file.ts'
import { ending } from './end-delivery.ts'

export type ShopTransaction = {
  /** What the shop writes by: a `pg` client, or a `node:sqlite` handle. */
  readonly handle: unknown
  /** Resolves with how many rows were changed. */
  run(query: CompiledQuery): Promise<number>
  commit(): Promise<void>
  /** Undoes everything; the handle cannot be used after that. Never throws. */
  rollback(): Promise<void>
}

/** Runs a handler and ends its delivery in one transaction. Throws, and undoes both, when the lease is lost. */
export function createTransactedDelivery(database: Database): TransactedDelivery {
  return async (delivery, now, work) => {
    const transaction = await database.beginShopTransaction()
    try {
      const result = await work(transaction.handle)
      await end(database, transaction, delivery, result, now())
      await transaction.commit()
      return result
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }
}

async function end(
  database: Database,
  transaction: ShopTransaction,
  delivery: LeasedDelivery,
  result: DeliveryResult,
  now: number,
): Promise<void> {
  const changed = await transaction.run(ending(database, delivery, result, now))
  if (changed !== 1)
    throw new Error('The lease of the delivery ran out: another process has it by now.')
}

/**
 * What is needed of a `pg` client. Its own types would have to be installed by every shop that checks
 * the types of its libraries, on SQLite too.
 */
type PostgresClient = {
  query(sql: string, parameters?: unknown[]): Promise<{ readonly rowCount: number | null }>
  release(isBroken?: boolean): void
}

/** Begins a transaction on a pooled connection. After its deadline, a handler cannot write through it any more. */
export async function beginInPostgres(client: PostgresClient): Promise<ShopTransaction> {
  try {
    await client.query('begin')
  } catch (error) {
    client.release(true)
    throw error
  }
  return {
    handle: client,
    async run({ sql, parameters }) {
      return (await client.query(sql, toPostgres(parameters))).rowCount ?? 0
    },
    async commit() {
      await client.query('commit')
      client.release()
    },
    async rollback() {
      // Closed, not returned to the pool: a late handler may still hold it.
      client.release(true)
    },
  }
}

/** How long a write of the shop waits for another process's, in milliseconds: the thread is blocked meanwhile. */
const busyTimeoutMs = 100

/**
 * On a connection of its own, which takes SQLite's one write lock with the
 * handler's first write and keeps it until the handler is done.
 */
export function beginInSqlite(path: string): ShopTransaction {
  const handle = new DatabaseSync(path, { timeout: busyTimeoutMs })
  handle.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; begin')
  return {
    handle,
    async run({ sql, parameters }) {
      return Number(handle.prepare(sql).run(...parameters.map(toSqlite)).changes)
    },
    async commit() {
      handle.exec('commit')
      handle.close()
    },
    async rollback() {
      try {
        handle.close()
      } catch {
        // The handler has closed it: undone already.
      }
    },
  }
}

/** A database in memory has one connection: nothing of it outlives the process, so nothing needs to be undone. */
export function withoutTransaction(db: Kysely<Tables>, handle: DatabaseSync): ShopTransaction {
  return {
    handle,
    run: async (query) => Number((await db.executeQuery(query)).numAffectedRows ?? 0n),
    commit: async () => {},
    rollback: async () => {},
  }
}
