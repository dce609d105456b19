/** What the doctor says of a real PostgreSQL. */
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../store/database.ts'
import { migrate } from '../../store/migrations.ts'
import {
  newDatabase,
  startTestPostgres,
  type TestPostgres,
} from '../../store/test-support/test-postgres.ts'
import { visit } from '../visit.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

describe('of PostgreSQL, the doctor', () => {
  it('says that it works, and leaves nothing behind', async () => {
    const url = await migratedDatabase()
    const before = await contentOf(url)
    expect(await databaseLine(url)).toMatchObject({
      level: 'right',
      found: 'PostgreSQL: reached, migrated and writable.',
    })
    expect(await contentOf(url)).toEqual(before)
  })

  it('says that it has no tables yet, and makes none', async () => {
    const url = await newDatabase(postgres)
    expect(await databaseLine(url)).toMatchObject({
      level: 'wrong',
      found: expect.stringContaining('has not (all) the tables'),
    })
    expect(await contentOf(url)).toEqual([])
  })

  it('names a database that is not there', async () => {
    const url = Object.assign(new URL(postgres.url), { pathname: '/nowhere' }).href
    expect(await databaseLine(url)).toMatchObject({
      level: 'wrong',
      found: expect.stringContaining('not this database (3D000)'),
    })
  })

  it('names a read-only one', async () => {
    const url = await migratedDatabase()
    const name = new URL(url).pathname.slice(1)
    await run(url, `alter database ${name} set default_transaction_read_only = on`)
    expect(await databaseLine(url)).toMatchObject({
      level: 'wrong',
      found: expect.stringContaining('it is read-only (25006)'),
    })
  })

  it('names a user who may read and not write', async () => {
    const url = await migratedDatabase()
    const user = `reader_${process.pid}`
    await run(url, `create role ${user} login password 'hush'`)
    await run(url, `grant select on all tables in schema public to ${user}`)
    const line = await databaseLine(
      Object.assign(new URL(url), { username: user, password: 'hush' }).href,
    )
    await run(url, `drop owned by ${user}; drop role ${user}`)
    expect(line).toMatchObject({
      level: 'wrong',
      found: expect.stringContaining('may not write all tables (42501)'),
    })
  })

  it('names a user whom it refuses, without the password', async () => {
    const url = Object.assign(new URL(postgres.url), { username: 'nobody', password: 'hush-hush' })
    const line = await databaseLine(url.href)
    expect(line).toMatchObject({ level: 'wrong', found: expect.stringMatching(/\(28\w{3}\)/) })
    expect(JSON.stringify(line)).not.toContain('hush-hush')
  })
})

async function databaseLine(url: string) {
  const lines = await visit({ DATABASE_URL: url, PORT: '0' }, { readOnly: false })
  return lines.find(({ subject }) => subject === 'database')
}

async function migratedDatabase(): Promise<string> {
  const url = await newDatabase(postgres)
  const database = openDatabase(url)
  await migrate(database)
  await database.db.destroy()
  return url
}

async function contentOf(url: string): Promise<readonly unknown[]> {
  return run(
    url,
    `select table_name, (xpath('/row/n/text()', query_to_xml(
       format('select count(*) as n from %I', table_name), false, true, '')))[1]::text as rows
     from information_schema.tables where table_schema = 'public' order by 1`,
  )
}

async function run(url: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set transaction_read_only = off')
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
