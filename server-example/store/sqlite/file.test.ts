import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../database.ts'

let folder: string
let database: Database
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  folder = mkdtempSync(join(tmpdir(), 'file-'))
  database = openDatabase(`sqlite:${folder}/notes.db`)
})
afterEach(async () => {
  await database.db.destroy()
  rmSync(folder, { recursive: true })
  vi.useRealTimers()
})

it('holds everything itself when it was quiet for a second', async () => {
  await sql`create table notes (text text)`.execute(database.db)
  const write = (text: string) =>
    database.engine
      .createWriter(database.db)
      .run(sql`insert into notes (text) values (${text})`.compile(database.db))
  await write('first')
  vi.advanceTimersByTime(1_000)
  expect(copiedNotes()).toEqual(['first'])
  await write('second')
  vi.advanceTimersByTime(999)
  expect(copiedNotes()).toEqual(['first'])
  vi.advanceTimersByTime(1)
  expect(copiedNotes()).toEqual(['first', 'second'])
})

/** What somebody gets who copies the file without its log. */
function copiedNotes(): readonly unknown[] {
  copyFileSync(`${folder}/notes.db`, `${folder}/copy.db`)
  const copy = new DatabaseSync(`${folder}/copy.db`, { readOnly: true })
  const texts = copy.prepare('select text from notes').all()
  copy.close()
  return texts.map(({ text }) => text)
}
