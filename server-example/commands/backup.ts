import { sqlitePath } from '../store/database-url.ts'
import { backupSqlite } from '../store/sqlite/backup.ts'
import { type Command, complain, say } from './command.ts'
import { readDatabaseUrl } from './configuration.ts'

export const backup: Command = {
  usage: `Usage: truemoney-checkout-server backup FILE

  Copies the SQLite database that DATABASE_URL names to a new file, while the server runs.
  Of PostgreSQL, "pg_dump" makes a backup.

  FILE  the copy; there must be none of this name yet`,
  flags: [],
  operands: ['FILE'],
  async run({ operands: [file = ''] }, env) {
    const path = sqlitePath(readDatabaseUrl(env))
    if (path === undefined || path === ':memory:') {
      complain(path === undefined ? usePgDump(file) : notInMemory)
      return 1
    }
    await backupSqlite(path, file)
    say(`Copied ${path} to ${file}.`)
    return 0
  },
}

const notInMemory = 'Expected a database in a file, DATABASE_URL names one in memory.'

/** The address may hold a password: it is not repeated. */
function usePgDump(file: string): string {
  return `Expected an SQLite database, DATABASE_URL names PostgreSQL: pg_dump --format=custom --file=${file} "$DATABASE_URL" makes its backup.`
}
