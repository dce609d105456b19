import type { Kysely } from 'kysely'
import { type EngineName, engineOf, expectedUrl, sqlitePath } from './database-url.ts'
import type { Engine } from './engine.ts'
import type { ShopTransaction } from './outbox/shop-transaction.ts'
import { openPostgres } from './postgres/engine.ts'
import type { Tables } from './schema.ts'
import { openSqlite } from './sqlite/engine.ts'

export type Database = {
  readonly db: Kysely<Tables>
  readonly engine: Engine
  /** Begins a transaction beside `db`, for the shop's own writes. */
  readonly beginShopTransaction: () => Promise<ShopTransaction>
}

/** Notified of a connection that broke while it was idle, as a database's restart breaks them. */
type OnIdleError = (error: Error) => void

const openers: Record<EngineName, (url: string, onIdleError: OnIdleError) => Database> = {
  SQLite: (url) => openSqlite(sqlitePath(url) ?? url),
  PostgreSQL: openPostgres,
}

/**
 * Opens the database that `DATABASE_URL` names: `sqlite:PATH`, made with its
 * folder when missing, `sqlite::memory:`, or `postgres://…`. SQLite serves one
 * machine; PostgreSQL any number of processes on any number of them.
 */
export function openDatabase(url: string, onIdleError: OnIdleError = () => {}): Database {
  const engine = engineOf(url)
  // The address may hold a password: it is not repeated.
  if (engine === undefined) throw new Error(`DATABASE_URL: ${expectedUrl}.`)
  return openers[engine](url, onIdleError)
}
