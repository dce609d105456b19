/** For tests that both engines have to pass: each call answers the URL of a database that is new and empty. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { newDatabase, startTestPostgres, type TestPostgres } from './test-postgres.ts'

/** Starts what they need before the tests of a file, and takes it away after them. */
export function startTestEngines() {
  let folder: string
  let postgres: TestPostgres
  let files = 0
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'orders-'))
    postgres = await startTestPostgres()
  }, 60_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await postgres.stop()
  })
  return {
    // In a folder that is not there yet, as at the first start.
    SQLite: async () => `sqlite:${folder}/sub/orders-${files++}.db`,
    PostgreSQL: () => newDatabase(postgres),
  }
}
