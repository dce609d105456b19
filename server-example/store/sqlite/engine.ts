/** SQLite: one file, one writer at a time, for the processes of one machine. */
import { type DatabaseConnection, type Dialect, Kysely, SqliteDialect, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Engine } from '../engine.ts'
import { beginInSqlite, withoutTransaction } from '../outbox/shop-transaction.ts'
import type { Tables } from '../schema.ts'
import { openFile, type SqliteFile } from './file.ts'
import { retryWhileLocked } from './locks.ts'
import { createSharedCommits } from './shared-commits.ts'

export function openSqlite(path: string): Database {
  const file = openFile(path)
  const db = new Kysely<Tables>({ dialect: dialectOf(file) })
  const beginShopTransaction = async () =>
    path === ':memory:' ? withoutTransaction(db, file.handle) : beginInSqlite(path)
  return { db, engine, beginShopTransaction }
}

const engine: Engine = {
  name: 'SQLite',
  isShared: false,
  readClock: async () => undefined,
  // A file is always there; what delays it is a lock.
  faultWhenLate: 'busy',
  jsonObject: 'json_object',
  sharedCounters: null,
  retry: retryWhileLocked,
  createWriter: createSharedCommits,
  migrateAlone: (db, migrate) =>
    retryWhileLocked(() =>
      db.connection().execute(async (connection) => {
        await sql`begin`.execute(connection)
        try {
          await migrate(connection)
          await sql`commit`.execute(connection)
        } catch (error) {
          await sql`rollback`.execute(connection)
          throw error
        }
      }),
    ),
}

/** Kysely's own, but that a single statement waits outside the only thread while the file is locked. */
function dialectOf(file: SqliteFile): Dialect {
  const dialect = new SqliteDialect({ database: file })
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      return {
        init: (options) => driver.init(options),
        acquireConnection: async (options) =>
          waiting(file, await driver.acquireConnection(options)),
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        releaseConnection: (connection, options) => driver.releaseConnection(connection, options),
        destroy: (options) => driver.destroy(options),
      }
    },
  }
}

function waiting(file: SqliteFile, connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery(query, options) {
      const run = () => connection.executeQuery<never>(query, options)
      // Between two tries others may use the file, so what holds nothing of it waits elsewhere.
      return file.isTransaction || query.sql.startsWith('begin') ? run() : retryWhileLocked(run)
    },
    streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
  }
}
