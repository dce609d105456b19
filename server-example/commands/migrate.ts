import { existsSync } from 'node:fs'
import { openDatabase } from '../store/database.ts'
import { sqlitePath } from '../store/database-url.ts'
import { migrate as migrateDatabase, pendingMigrations } from '../store/migrations.ts'
import { type Command, say } from './command.ts'
import { readDatabaseUrl } from './configuration.ts'

export const migrate: Command = {
  usage: `Usage: truemoney-checkout-server migrate [--dry-run]

  Brings the database that DATABASE_URL names to the schema of this version.

  --dry-run  lists the migrations that are missing, and changes nothing`,
  flags: ['--dry-run'],
  operands: [],
  async run({ flags }, env) {
    const url = readDatabaseUrl(env)
    const isDryRun = flags.has('--dry-run')
    const { db, ...engine } = openDatabase(isDryRun ? withoutNewFile(url) : url)
    try {
      const pending = await pendingMigrations({ db, ...engine })
      if (!isDryRun) await migrateDatabase({ db, ...engine })
      say(report(pending, isDryRun))
    } finally {
      await db.destroy()
    }
    return 0
  },
}

/** Opening an SQLite database that is not there would make it; an empty one lacks the same migrations. */
function withoutNewFile(url: string): string {
  const path = sqlitePath(url)
  return path === undefined || existsSync(path) ? url : 'sqlite::memory:'
}

function report(pending: readonly string[], isDryRun: boolean): string {
  if (pending.length === 0) return 'The database has every migration of this version.'
  const heading = isDryRun ? 'Missing, and not run:' : 'Migrated:'
  return [heading, ...pending].join('\n  ')
}
