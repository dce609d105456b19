import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import * as sqlite from 'node:sqlite'

/** How long it waits for a process that keeps the file locked. */
const waitMs = 5_000

/**
 * Copies an SQLite database to a new file while other processes read and write it: the copy is the
 * database as it was at one moment. It is checked, and appears under its name when it is whole; only its
 * owner can read it. Throws when there is no database, when the new file is there already, and when
 * the copy is damaged.
 */
export async function backupSqlite(path: string, copyPath: string): Promise<void> {
  if (!('backup' in sqlite))
    throw new Error(`Expected Node 22.16 or newer for a backup, got ${process.versions.node}.`)
  if (!existsSync(path)) throw new Error(`Expected a database at ${path}, there is none.`)
  if (existsSync(copyPath))
    throw new Error(`Expected a new file, ${copyPath} is there already. Name another one.`)
  const unfinished = `${copyPath}.unfinished`
  reserve(unfinished)
  try {
    await copy(path, unfinished)
    check(unfinished)
    giveName(unfinished, copyPath)
  } finally {
    for (const left of ['', '-wal', '-shm']) rmSync(unfinished + left, { force: true })
  }
}

/** Two backups to the same file at once would spoil each other. */
function reserve(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (cause) {
    if (!existsSync(path)) throw cause
    throw new Error(
      `Expected no ${path}: another backup to this file is running, or was cut off. Remove it once none runs.`,
      { cause },
    )
  }
}

function giveName(unfinished: string, path: string): void {
  try {
    // Unlike a renaming, it overwrites nothing that came there meanwhile.
    linkSync(unfinished, path)
  } catch (error) {
    // Not every disk that backups are kept on knows links.
    if (existsSync(path)) throw error
    renameSync(unfinished, path)
  }
}

async function copy(from: string, to: string): Promise<void> {
  const source = new sqlite.DatabaseSync(from, { readOnly: true, timeout: waitMs })
  try {
    // Without a transaction of its own the copy would start again at every write of the server.
    source.exec('begin; select count(*) from sqlite_schema')
    await sqlite.backup(source, to)
  } finally {
    source.close()
  }
}

function check(path: string): void {
  const database = new sqlite.DatabaseSync(path)
  try {
    // Everything in one file: what was copied is in no journal beside it.
    database.exec('PRAGMA journal_mode = DELETE')
    const found = database.prepare('PRAGMA quick_check').get()
    if (found?.quick_check !== 'ok')
      throw new Error(`Expected a whole copy, the database is damaged: ${found?.quick_check}`)
  } finally {
    database.close()
  }
}
