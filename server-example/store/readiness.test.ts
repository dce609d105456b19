import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { engineNames } from './database-url.ts'
import { migrate } from './migrations.ts'
import { createDatabaseCheck } from './readiness.ts'
import { startTestEngines } from './test-support/test-engines.ts'

const engines = startTestEngines()
const eachTime = { patienceMs: 5_000, keepForMs: 0 }

// What every engine must do.
describe.each(engineNames)('%s', (engine) => {
  let database: Database
  beforeEach(async () => {
    database = openDatabase(await engines[engine]())
  })
  afterEach(() => database.db.destroy())

  it('is ready once it is migrated, and not before or after its end', async () => {
    const check = createDatabaseCheck(database, eachTime)
    expect(await check()).toBe('not_migrated')
    await migrate(database)
    expect(await check()).toBe('ready')
    await database.db.destroy()
    expect(await check()).toBe('unreachable')
    database = openDatabase('sqlite::memory:')
  })

  it('is asked once for all who want to know within a moment', async () => {
    await migrate(database)
    const check = createDatabaseCheck(database, { ...eachTime, keepForMs: 60_000 })
    const probed = async () =>
      (await database.db.selectFrom('write_probe').selectAll().execute())[0]
    await Promise.all([check(), check()])
    const before = await probed()
    expect(await check()).toBe('ready')
    expect(await probed()).toEqual(before)
  })
})

describe('a database that can be read', () => {
  it('is read-only where PostgreSQL takes no writes, and ready again afterwards', async () => {
    const url = await engines.PostgreSQL()
    const database = openDatabase(url)
    await migrate(database)
    const check = createDatabaseCheck(database, eachTime)
    expect(await check()).toBe('ready')
    const name = sql.id(new URL(url).pathname.slice(1))
    const admin = openDatabase(Object.assign(new URL(url), { pathname: '/postgres' }).href)
    await sql`alter database ${name} set default_transaction_read_only = on`.execute(admin.db)
    await database.db.destroy()
    const reopened = openDatabase(url)
    const checkAgain = createDatabaseCheck(reopened, eachTime)
    expect(await checkAgain()).toBe('read_only')
    await sql`alter database ${name} reset default_transaction_read_only`.execute(admin.db)
    expect(await checkAgain()).toBe('ready')
    await Promise.all([reopened.db.destroy(), admin.db.destroy()])
  })

  it('is full where SQLite finds no room, and ready again when there is some', async () => {
    const database = openDatabase('sqlite::memory:')
    await migrate(database)
    const check = createDatabaseCheck(database, eachTime)
    await sql`pragma max_page_count = 1`.execute(database.db)
    expect(await check()).toBe('full')
    await sql`pragma max_page_count = 100000`.execute(database.db)
    expect(await check()).toBe('ready')
    await database.db.destroy()
  })

  it('is busy while another process keeps SQLite’s file locked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'locked-'))
    const database = openDatabase(`sqlite:${folder}/orders.db`)
    await migrate(database)
    const check = createDatabaseCheck(database, { patienceMs: 50, keepForMs: 0 })
    expect(await check()).toBe('ready')
    const other = new DatabaseSync(`${folder}/orders.db`)
    other.exec('begin immediate')
    expect(await check()).toBe('busy')
    other.close()
    await database.db.destroy()
    rmSync(folder, { recursive: true })
  })
})
