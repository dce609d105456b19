import { expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { startTestEngines } from './test-support/test-engines.ts'

const engines = startTestEngines()

it('PostgreSQL shows its own time in milliseconds', async () => {
  const { db, engine } = openDatabase(await engines.PostgreSQL())
  const before = Date.now()
  const shown = (await engine.readClock(db)) ?? 0
  // One machine has one clock: a millisecond for what the database rounds.
  expect(shown).toBeGreaterThanOrEqual(before - 1)
  expect(shown).toBeLessThanOrEqual(Date.now() + 1)
  await db.destroy()
})

it('SQLite has no other time than this machine', async () => {
  const { db, engine } = openDatabase(await engines.SQLite())
  expect(await engine.readClock(db)).toBeUndefined()
  await db.destroy()
})
