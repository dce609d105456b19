import { sql } from 'kysely'
import type { Database } from '../../../server-example/store/database.ts'

/**
 * A number that is another one whenever somebody else has written: SQLite's
 * mark of others' commits, PostgreSQL's next transaction id, of which only
 * what writes takes one (in any database of that PostgreSQL: it should have no
 * other users meanwhile).
 */
export async function writesSoFar({ db, engine }: Database): Promise<number> {
  const query = engine.isShared
    ? sql<{ writes: number }>`
          select cast(pg_snapshot_xmax(pg_current_snapshot())::text as bigint) as writes`
    : sql<{ writes: number }>`select data_version as writes from pragma_data_version`
  const { rows } = await query.execute(db)
  const writes = rows[0]?.writes
  if (writes === undefined) throw new Error('Expected the database to say what was written.')
  return writes
}
