import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../database.ts'
import type { Writer } from '../engine.ts'

let folder: string
let database: Database
let writer: Writer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'))
  database = openDatabase(`sqlite:${folder}/notes.db`)
  writer = database.engine.createWriter(database.db)
  await sql`create table notes (text text primary key)`.execute(database.db)
})
afterEach(async () => {
  await database.db.destroy()
  rmSync(folder, { recursive: true })
})

it('commits together what is written in the same turn', async () => {
  const seen = await Promise.all([1, 2, 3].map(() => writer.transact(async (one) => one)))
  expect(new Set(seen).size).toBe(1)
  expect(await writer.transact(async (one) => one)).not.toBe(seen[0])
})

it('answers nobody before the commit', async () => {
  const other = openDatabase(`sqlite:${folder}/notes.db`)
  const committed = async () => (await sql`select * from notes`.execute(other.db)).rows.length
  const answered = await Promise.all(
    ['a', 'b', 'c'].map((text) => writer.run(insert(text)).then(committed)),
  )
  expect(answered).toEqual([3, 3, 3])
  await other.db.destroy()
})

it('does the others again when one of them breaks a rule, and undoes that one whole', async () => {
  const done = await Promise.allSettled([
    writer.run(insert('a')),
    writer.transact(async (transaction) => {
      await transaction.executeQuery(insert('half'))
      await transaction.executeQuery(insert('a'))
    }),
    writer.run(insert('b')),
  ])
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await texts()).toEqual(['a', 'b'])
})

it('does nothing twice when it lies in the disk: all are refused', async () => {
  await sql`pragma max_page_count = 8`.execute(database.db)
  let runs = 0
  const write = (text: string) =>
    writer.transact(async (transaction) => {
      runs += 1
      await transaction.executeQuery(insert(text))
    })
  const done = await Promise.allSettled([write('a'), write('b'.repeat(100_000))])
  expect(done).toMatchObject([
    { status: 'rejected', reason: { fault: 'full' } },
    { status: 'rejected', reason: { fault: 'full' } },
  ])
  expect(runs).toBe(2)
  expect(await texts()).toEqual([])
  await expect(write('c')).resolves.toBeUndefined()
})

describe('while another process keeps the file locked', () => {
  let other: DatabaseSync
  beforeEach(() => {
    other = new DatabaseSync(`${folder}/notes.db`)
    other.exec('begin immediate')
  })
  afterEach(() => other.close())

  it('reads go on, and writes are done when it is free again', async () => {
    const written = ['a', 'b'].map((text) => writer.run(insert(text)))
    await new Promise(setImmediate)
    expect(await texts()).toEqual([])
    other.exec('rollback')
    await Promise.all(written)
    expect(await texts()).toEqual(['a', 'b'])
  })

  it('what needs the lock by itself waits as well', async () => {
    const written = insert('a')
    const done = database.db.executeQuery(written)
    await new Promise(setImmediate)
    other.exec('rollback')
    await done
    expect(await texts()).toEqual(['a'])
  })

  it('the work is given up as busy in the end, and nothing of it is done', async () => {
    const work = () => database.db.transaction().execute((one) => one.executeQuery(insert('a')))
    await expect(database.engine.retry(work, 1)).rejects.toMatchObject({ fault: 'busy' })
    other.exec('rollback')
    expect(await texts()).toEqual([])
  })
})

function insert(text: string) {
  return sql`insert into notes (text) values (${text})`.compile(database.db)
}

async function texts(): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string }>`select text from notes order by text`.execute(
    database.db,
  )
  return rows.map(({ text }) => text)
}
