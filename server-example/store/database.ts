import type { Kysely } from 'kysely'
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

/** Notified of a connection that broke while nobody used it, as a database's restart breaks them. */
type OnIdleError = (error: Error) => void

/**
 * Opens the database that `DATABASE_URL` names: `sqlite:PATH`, made with its
 * folder when missing, `sqlite::memory:`, or `postgres://…`. SQLite serves one
 * machine; PostgreSQL any number of processes on any number of them.
 */
export function openDatabase(url: string, onIdleError: OnIdleError = () => {}): Database {
  const path = sqlitePath(url)
  if (path !== undefined) return openSqlite(path)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, onIdleError)
  // The address may hold a password: it is not repeated.
  throw new Error('Expected DATABASE_URL to be sqlite:PATH or postgres://….')
}

/** Returns the file (or `:memory:`) that an address of SQLite names, `undefined` for another engine's. */
export function sqlitePath(url: string): string | undefined {
  return /^sqlite:(.+)$/.exec(url)?.[1]
}
