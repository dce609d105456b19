import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { createWriter, type Writer } from './writer.ts'

let folder: string
let database: Database
let writer: Writer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'))
  database = openDatabase(`sqlite:${folder}/notes.db`)
  writer = createWriter(database)
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
    { status: 'rejected', reason: { message: expect.stringContaining('full') } },
    { status: 'rejected', reason: { message: expect.stringContaining('full') } },
  ])
  expect(runs).toBe(2)
  expect(await texts()).toEqual([])
  await expect(write('c')).resolves.toBeUndefined()
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
