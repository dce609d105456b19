/** The database: reached, migrated and writable, and left as it was. */
import { constants } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../../store/database.ts'
import { sqlitePath } from '../../store/database-url.ts'
import { isMigrated } from '../../store/migrations.ts'
import { callTimeoutMs } from '../call.ts'
import { type Finding, right, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { explainDatabaseError } from './database-error.ts'
import { problemsOf, type Settings } from './settings.ts'

const migrateFirst =
  'Run truemoney-checkout-server migrate, or start the server once: both make its tables.'
const notMigrated = wrong(
  'it is reached, but has not (all) the tables of this version.',
  migrateFirst,
)

export const databaseWorks: Look = async ({ configuration }) => {
  const { settings } = configuration
  const { DATABASE_URL: url } = settings
  if (url === undefined)
    return problemsOf(configuration, /^DATABASE_URL$/).map((problem) =>
      wrong(problem, 'Set DATABASE_URL, or leave it unset for sqlite:data/orders.db.'),
    )
  const path = sqlitePath(url)
  if (path === ':memory:') return onlyInMemory(settings)
  // Opening a SQLite file that is not there makes it, and one that is not ours changes it.
  const fault = path === undefined ? null : await faultOfFile(path)
  return fault ?? withinTime(examine(url))
}

function onlyInMemory({ OMISE_SECRET_KEY }: Settings): Finding {
  const found = 'orders are kept in memory, and forgotten when the server stops.'
  const advice = 'DATABASE_URL: give sqlite:PATH or postgres://….'
  const isLive = OMISE_SECRET_KEY?.startsWith('skey_test_') === false
  return isLive ? wrong(found, advice) : warning(found, advice)
}

/** A server's commit takes a few milliseconds; who keeps the lock for longer is named. */
const lockPatienceMs = 1_000

async function examine(url: string): Promise<Finding> {
  let database: Database | undefined
  try {
    database = openDatabase(url)
    if (!(await isMigrated(database))) return notMigrated
    const opened = database
    await opened.engine.retry(() => tryToWrite(opened), lockPatienceMs)
    return right(`${opened.engine.name}: reached, migrated and writable.`)
  } catch (error) {
    return explainDatabaseError(error)
  } finally {
    // Whether it lets go of a connection that hangs is not waited for.
    database?.db.destroy().catch(() => {})
  }
}

const writtenTables = ['orders', 'attempts', 'refunds', 'webhook_events', 'sweeps'] as const

/** Asks for every right that is needed, by writing no row at all, and takes even that back. */
async function tryToWrite({ db, engine }: Database): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin`.execute(connection)
    try {
      const counters = engine.sharedCounters === null ? [] : [engine.sharedCounters.table]
      for (const table of [...writtenTables, ...counters]) {
        const name = sql.table(table)
        await sql`insert into ${name} select * from ${name} where 1 = 0`.execute(connection)
      }
      for (const [table, column] of [
        ['orders', 'version'],
        ['attempts', 'state'],
        ['refunds', 'state'],
        ['sweeps', 'due_at'],
      ] as const)
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} where 1 = 0`.execute(
          connection,
        )
    } finally {
      await sql`rollback`.execute(connection)
    }
  })
}

/** `null` for a SQLite file that a server of ours has opened before. */
async function faultOfFile(path: string): Promise<Finding | null> {
  const there = await stat(path).catch(() => undefined)
  if (there === undefined) return wrong(`there is no ${path} yet.`, migrateFirst)
  if (!there.isFile()) return wrong(`${path} is no file.`, 'DATABASE_URL: give a file’s path.')
  const mode = constants.R_OK | constants.W_OK
  if (
    await access(path, mode).then(
      () => false,
      () => true,
    )
  )
    return wrong(
      `this user may not read and write ${path}.`,
      'Run the doctor as the server’s user, or give that user the file and its folder.',
    )
  const header = await headerOf(path)
  if (header.length === 0) return notMigrated
  if (!header.toString('latin1').startsWith('SQLite format 3\0'))
    return wrong(`${path} is no SQLite database.`, 'DATABASE_URL: give another path.')
  const isJournaledAsOurs = header[18] === 2
  return isJournaledAsOurs ? null : notMigrated
}

async function headerOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function withinTime(finding: Promise<Finding>): Promise<Finding> {
  const late = sleep(callTimeoutMs, undefined, { ref: false }).then(() =>
    wrong(
      'it did not answer within 5 seconds.',
      'DATABASE_URL: check host and port, and the firewall in between.',
    ),
  )
  return Promise.race([finding, late])
}
