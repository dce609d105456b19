import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import { Kysely, PostgresDialect, SqliteDialect, type SqliteStatement } from 'kysely'
import type { Pool } from 'pg'
import type { Tables } from './schema.ts'
import {
  beginInPostgres,
  beginInSqlite,
  type ShopTransaction,
  withoutTransaction,
} from './shop-transaction.ts'

export type Database = {
  readonly db: Kysely<Tables>
  readonly engine: 'sqlite' | 'postgres'
  /** Begins a transaction beside `db`, for the shop's own writes. */
  readonly beginShopTransaction: () => Promise<ShopTransaction>
}

/** Told of a connection that broke while nobody used it, as a database's restart breaks them. */
type OnIdleError = (error: Error) => void

/**
 * Opens the database that `DATABASE_URL` names: `sqlite:PATH`, made with its
 * folder when missing, `sqlite::memory:`, or `postgres://…`. SQLite serves one
 * machine; PostgreSQL any number of processes on any number of them.
 */
export function openDatabase(url: string, onIdleError: OnIdleError = () => {}): Database {
  const path = sqlitePath(url)
  if (path !== undefined) {
    const { handle, ...database } = openSqlite(path)
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
    const beginShopTransaction = async () =>
      path === ':memory:' ? withoutTransaction(db, handle) : beginInSqlite(path)
    return { db, engine: 'sqlite', beginShopTransaction }
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    let opened: Promise<Pool> | undefined
    const pool = () => (opened ??= openPool(url, onIdleError))
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    return {
      db,
      engine: 'postgres',
      beginShopTransaction: async () => beginInPostgres(await pool()),
    }
  }
  // The address may hold a password: it is not repeated.
  throw new Error('Expected DATABASE_URL to be sqlite:PATH or postgres://….')
}

/** Returns the file (or `:memory:`) that an address of SQLite names, `undefined` for another engine's. */
export function sqlitePath(url: string): string | undefined {
  return /^sqlite:(.+)$/.exec(url)?.[1]
}

/** Prepared once and kept: preparing anew costs a tenth of a charge. */
const mostStatements = 200

/** `node:sqlite` in the shape that Kysely's SQLite dialect knows. */
function openSqlite(path: string) {
  // Nor has an older Node `timeout` and `isTransaction`, and it says nothing of what it does not know.
  if (!('columns' in StatementSync.prototype))
    throw new Error(
      `Expected Node 22.16 or newer for SQLite, got ${process.versions.node}. Use a newer Node, or PostgreSQL: DATABASE_URL=postgres://….`,
    )
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 5_000 })
  // FULL: an answer that was given is on the disk, also after a power cut. `cache_size` is in KiB:
  // 16 MiB at the most, in place of 2, hold what lies above the leaves of a million orders' indexes
  // and the orders that buyers are looking at.
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -16384`)
  const statements = new Map<string, SqliteStatement>()
  return {
    handle: database,
    close: () => database.close(),
    prepare(sql: string): SqliteStatement {
      // A full disk ends the transaction, and a rollback that fails for it would hide the reason.
      if (sql === 'rollback' && !database.isTransaction) return nothing
      const statement = statements.get(sql) ?? prepareSqlite(database, sql)
      // The server asks the same few dozen questions; what is asked once must not pile up.
      if (statements.size < mostStatements) statements.set(sql, statement)
      return statement
    },
  }
}

const nothing: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

function prepareSqlite(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlite)),
    run: (parameters) => statement.run(...parameters.map(toSqlite)),
    // A statement of its own: two of the same that are read in turns would disturb each other.
    iterate: (parameters) => database.prepare(sql).iterate(...parameters.map(toSqlite)),
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(
    `Expected a string, a number or null as an SQL parameter, got ${typeof value}.`,
  )
}

/**
 * Our 64-bit columns hold milliseconds and satang: safe integers, so they are read as numbers.
 * Statements are not prepared by name: that would spare a twentieth of a charge's CPU, and break
 * behind a pooler that lends its connections by transaction.
 */
async function openPool(connectionString: string, onIdleError: OnIdleError): Promise<Pool> {
  const { Pool, types } = await loadPg()
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A database that does not answer must not hold a buyer, or a stop, for ever.
    query_timeout: 10_000,
    statement_timeout: 10_000,
    types: {
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
    },
  })
  // Unheard, it would end the process; the pool opens another connection by itself.
  pool.on('error', onIdleError)
  return pool
}

/** Loaded when it is needed: a shop on SQLite installs no driver of PostgreSQL. */
async function loadPg() {
  try {
    return (await import('pg')).default
  } catch (cause) {
    throw new Error('Expected the npm package "pg" for PostgreSQL. Install it: npm install pg', {
      cause,
    })
  }
}
