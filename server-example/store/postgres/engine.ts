/** PostgreSQL: any number of processes, on any number of machines. */
import {
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type { Database } from '../database.ts'
import type { Engine } from '../engine.ts'
import { beginInPostgres } from '../outbox/shop-transaction.ts'
import type { Tables } from '../schema.ts'
import { createDriver } from './driver.ts'
import { type Connections, openPool } from './pool.ts'
import { retryConflicts } from './retry-conflicts.ts'

export function openPostgres(url: string, onIdleError: (error: Error) => void): Database {
  let opened: Promise<Connections> | undefined
  const connections = () => (opened ??= openPool(url, onIdleError))
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(connections),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return {
    db: new Kysely<Tables>({ dialect }),
    engine,
    beginShopTransaction: async () => beginInPostgres(await (await connections()).lend()),
  }
}

const countersTable = 'rate_limits'

const engine: Engine = {
  name: 'PostgreSQL',
  isShared: true,
  faultWhenLate: 'unreachable',
  jsonObject: 'json_build_object',
  sharedCounters: {
    table: countersTable,
    // Unlogged: counting must be cheap, and may begin anew after a crash.
    create: async (db) => {
      await sql`
        create unlogged table ${sql.table(countersTable)} (
          key varchar(255) primary key,
          points integer not null default 0,
          expire bigint
        )`.execute(db)
    },
  },
  async readClock(db) {
    const { rows } = await sql<{
      now: number
    }>`select (extract(epoch from clock_timestamp()) * 1000)::double precision as now`.execute(db)
    return rows[0]?.now
  },
  // It waits for locks by itself, without blocking other work.
  retry: (work) => work(),
  // Many write at the same time, and it groups their commits by itself.
  createWriter: (db) => ({
    run: (query) => db.executeQuery(query),
    transact: (work) => retryConflicts(() => db.transaction().execute(work)),
  }),
  async migrateAlone(db, migrate) {
    await requireUnicode(db)
    // The migrator takes a lock of its own.
    await migrate(db)
  },
}

/** In any other encoding the first Thai name fails, long after the start. */
async function requireUnicode(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db)
  const encoding = rows[0]?.server_encoding
  if (encoding === 'UTF8') return
  throw new Error(
    `Expected a database in UTF8, got ${encoding}. Make one: create database … encoding 'UTF8' template template0.`,
  )
}
