import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../database.ts'
import { isMigrated, migrate } from '../migrations.ts'
import { backupSqlite } from './backup.ts'

let folder: string
let path: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'))
  path = join(folder, 'orders.db')
  copy = join(folder, 'copy.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('copies what is committed while another connection writes, into one file of its owner', async () => {
  const database = openDatabase(`sqlite:${path}`)
  await migrate(database)
  const writer = new DatabaseSync(path)
  const recordEvent = writer.prepare(
    `insert into webhook_events (event_id, key, outcome, received_at) values (?, 'charge.complete', 'ignored', 0)`,
  )
  recordEvent.run('evnt_committed')
  writer.exec('begin immediate')
  recordEvent.run('evnt_not_committed')

  await backupSqlite(path, copy)
  writer.exec('commit')
  writer.close()
  await database.db.destroy()

  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  const copied = openDatabase(`sqlite:${copy}`)
  expect(await isMigrated(copied)).toBe(true)
  const events = await copied.db.selectFrom('webhook_events').select('event_id').execute()
  expect(events).toEqual([{ event_id: 'evnt_committed' }])
  await copied.db.destroy()
})

it('ends though somebody writes all the time', async () => {
  const database = openDatabase(`sqlite:${path}`)
  const writer = database.engine.createWriter(database.db)
  await sql`create table notes (text text)`.execute(database.db)
  const write = () =>
    writer.run(sql`insert into notes (text) values (${'x'.repeat(3_000)})`.compile(database.db))
  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 100 }, write))
  let isDone = false
  const done = backupSqlite(path, copy).finally(() => {
    isDone = true
  })
  while (!isDone) await write()
  await done
  await database.db.destroy()
  const copied = new DatabaseSync(copy)
  expect(copied.prepare('select count(*) as notes from notes').get()?.notes).toBeGreaterThan(1_999)
  copied.close()
})

it('names the rest of a backup that was cut off', async () => {
  new DatabaseSync(path).close()
  writeFileSync(`${copy}.unfinished`, '')
  await expect(backupSqlite(path, copy)).rejects.toThrow('was cut off. Remove it')
})

it('overwrites nothing, and makes no database where there is none', async () => {
  await expect(backupSqlite(path, copy)).rejects.toThrow(`Expected a database at ${path}`)
  expect(existsSync(path)).toBe(false)
  new DatabaseSync(path).close()
  writeFileSync(copy, 'an older backup')
  await expect(backupSqlite(path, copy)).rejects.toThrow('is there already')
})

it('leaves nothing behind when the database is damaged', async () => {
  const database = openDatabase(`sqlite:${path}`)
  await migrate(database)
  await database.db.destroy()
  const file = openSync(path, 'r+')
  // Any page but the first, by which SQLite knows the file.
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, 3 * 4096)
  closeSync(file)
  await expect(backupSqlite(path, copy)).rejects.toThrow(/damaged|malformed/)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
})
