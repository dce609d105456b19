/** For tests that every engine has to pass: each call resolves with the URL of a new, empty database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { EngineName } from '../database-url.ts'
import { newDatabase, startTestPostgres, type TestPostgres } from './test-postgres.ts'

/** Starts what the engines need before the tests of a file, and removes it after them. */
export function startTestEngines(): Record<EngineName, () => Promise<string>> {
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
