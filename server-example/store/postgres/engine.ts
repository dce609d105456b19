/** PostgreSQL: any number of processes, on any number of machines. */
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../database.ts'
import type { Engine } from '../engine.ts'
import type { Tables } from '../schema.ts'
import { beginInPostgres } from '../shop-transaction.ts'
import { openPool } from './pool.ts'

export function openPostgres(url: string, onIdleError: (error: Error) => void): Database {
  let opened: Promise<Pool> | undefined
  const pool = () => (opened ??= openPool(url, onIdleError))
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    engine,
    beginShopTransaction: async () => beginInPostgres(await pool()),
  }
}

const engine: Engine = {
  name: 'PostgreSQL',
  isShared: true,
  faultWhenLate: 'unreachable',
  // It waits for locks by itself, and holds nobody up meanwhile.
  retry: (work) => work(),
  // Many write at the same time, and it lets them share a wait for the disk by itself.
  createWriter: (db) => ({
    run: (query) => db.executeQuery(query),
    transact: (work) => db.transaction().execute(work),
  }),
  // The migrator takes a lock of its own.
  migrateAlone: (db, migrate) => migrate(db),
}
