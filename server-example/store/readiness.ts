import { sql } from 'kysely'
import type { Database } from './database.ts'
import { isMigrated } from './migrations.ts'

export type DatabaseState = 'ready' | 'unreachable' | 'not_migrated'

/**
 * Answers whether the database can be worked with; `unreachable` also when it
 * does not answer in time. Anybody may ask, so it has to be cheap: a database
 * that was once migrated is not looked through again.
 */
export function createDatabaseCheck(
  database: Database,
  patienceMs: number,
): () => Promise<DatabaseState> {
  let wasMigrated = false

  return async () => {
    const late = Promise.withResolvers<DatabaseState>()
    const timer = setTimeout(() => late.resolve('unreachable'), patienceMs)
    try {
      return await Promise.race([look(), late.promise])
    } catch {
      return 'unreachable'
    } finally {
      clearTimeout(timer)
    }
  }

  async function look(): Promise<DatabaseState> {
    await sql`select 1`.execute(database.db)
    wasMigrated ||= await isMigrated(database)
    return wasMigrated ? 'ready' : 'not_migrated'
  }
}
