/** Empty databases of the engine that is measured. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../server-example/store/database.ts'
import { migrate } from '../../../server-example/store/migrations.ts'
import {
  newDatabase,
  startTestPostgres,
} from '../../../server-example/store/test-support/test-postgres.ts'
import { postponeAudit } from './seed.ts'

export type Engine = 'sqlite' | 'postgres'

export type PreparedDatabase = { readonly url: string; readonly database: Database }

export type Databases = {
  /** Migrated, with nothing due. */
  prepare(name: string): Promise<PreparedDatabase>
  /** Not even migrated. */
  empty(name: string): Promise<string>
  close(): Promise<void>
}

export async function openDatabases(engine: Engine): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const postgres = engine === 'postgres' ? await startTestPostgres() : undefined
  const opened: Database[] = []
  const empty = async (name: string) =>
    postgres === undefined ? `sqlite:${join(folder, name)}.db` : newDatabase(postgres)
  return {
    empty,
    async prepare(name) {
      const url = await empty(name)
      const database = openDatabase(url)
      opened.push(database)
      await migrate(database)
      await postponeAudit(database)
      return { url, database }
    },
    async close() {
      for (const { db } of opened) await db.destroy()
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
