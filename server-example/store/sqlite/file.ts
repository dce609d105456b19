import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { StoreError } from '../../checkout/store-error.ts'
import { storableText } from '../storable-text.ts'
import { translated } from './errors.ts'

/** Statements that are prepared once and cached: preparing them each time costs a tenth of a charge. */
const mostStatements = 200

/** How long the thread is blocked by a lock at the start, before anything is served. */
const waitAtStartMs = 5_000

/** After so long without a commit the file itself holds everything. */
const quietMs = 1_000

export type SqliteFile = SqliteDatabase & {
  /** The connection, as long as it is in order. */
  readonly handle: DatabaseSync
  readonly isTransaction: boolean
}

/**
 * `node:sqlite` in the shape that Kysely's SQLite dialect knows. It never waits for a lock, for
 * then the whole process would: it throws a `StoreError` that is `busy`.
 */
export function openFile(path: string): SqliteFile {
  requireNode()
  const statements = new Map<string, SqliteStatement>()
  let database = connectFirst(path)
  let isSuspect = false
  const quiet = setTimeout(copyLog, quietMs).unref()

  return {
    get handle() {
      return database
    },
    get isTransaction() {
      return database.isTransaction
    },
    close() {
      clearTimeout(quiet)
      database.close()
    },
    prepare(sql) {
      if (sql === 'commit') quiet.refresh()
      // What ends the transaction by itself, as a full disk does, leaves nothing to roll back.
      if (sql === 'rollback' && !database.isTransaction) return nothing
      if (isSuspect && !database.isTransaction) reconnect()
      // Every transaction of ours writes. One that asks for the lock later could wait in vain.
      const text = sql === 'begin' ? 'begin immediate' : sql
      const statement = statements.get(text) ?? translating(prepare(database, text))
      // The server has a few dozen statements; those that run once must not accumulate.
      if (statements.size < mostStatements) statements.set(text, statement)
      return statement
    },
  }

  /**
   * SQLite goes on reporting a full or failing disk for as long as any statement is unfinished,
   * also when there is room again. A new connection knows nothing of it, as after a restart.
   */
  function reconnect(): void {
    const fresh = translateErrors(() => connect(path, 0))
    statements.clear()
    database.close()
    database = fresh
    isSuspect = false
  }

  /** Moves the write-ahead log into the file itself. It takes about 2 ms, while the server is idle. */
  function copyLog(): void {
    try {
      if (!database.isTransaction) database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // A full disk, for instance: it stays in the log, and the next write reports it.
    }
  }

  function translating(statement: SqliteStatement): SqliteStatement {
    return {
      reader: statement.reader,
      all: (parameters) => translateErrors(() => statement.all(parameters)),
      run: (parameters) => translateErrors(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters),
    }
  }

  function translateErrors<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      const known = translated(error)
      // What is in memory alone would be gone.
      if (known instanceof StoreError && known.fault !== 'busy') isSuspect = path !== ':memory:'
      throw known
    }
  }
}

function requireNode(): void {
  // An older Node ignores `timeout` and has no `isTransaction`, without any error.
  if (!('columns' in StatementSync.prototype))
    throw new Error(
      `Expected Node 22.16 or newer for SQLite, got ${process.versions.node}. Use a newer Node, or PostgreSQL: DATABASE_URL=postgres://….`,
    )
}

function connectFirst(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    return connect(path, waitAtStartMs)
  } catch (cause) {
    throw new Error(`Expected an SQLite database that can be opened or made at ${path}.`, { cause })
  }
}

function connect(path: string, waitMs: number): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: waitMs })
  // FULL: what was confirmed is on the disk, also after a power cut. `cache_size` is in KiB:
  // 16 MiB at the most, in place of 2, hold what lies above the leaves of a million orders' indexes
  // and the orders that buyers are looking at. `wal_autocheckpoint`: 200 pages in place of 1,000 cost
  // nothing that could be measured, and whoever copies the file alone misses less.
  try {
    database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 200; PRAGMA busy_timeout = 0`)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

const nothing: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlite)),
    run: (parameters) => statement.run(...parameters.map(toSqlite)),
    // A statement of its own: two of the same that are read in turns would disturb each other.
    iterate: (parameters) => database.prepare(sql).iterate(...parameters.map(toSqlite)),
  }
}

export function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'string') return storableText(value)
  if (value === null || typeof value === 'number') return value
  throw new TypeError(
    `Expected a string, a number or null as an SQL parameter, got ${typeof value}.`,
  )
}
