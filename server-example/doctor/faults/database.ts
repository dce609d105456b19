import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { freePort } from '../../../e2e/runners/process.ts'
import { openDatabase } from '../../store/database.ts'
import { migrate } from '../../store/migrations.ts'
import { startMuteServer } from '../test-support/test-stand-ins.ts'
import { type Fault, liveKeys, noName } from './fault.ts'

export const databaseFaults: readonly Fault[] = [
  {
    name: 'an unknown kind of database',
    plant: () => ({ DATABASE_URL: 'mysql://x' }),
    named: ['✗', 'database', 'DATABASE_URL', 'sqlite:data/orders.db'],
  },
  {
    name: 'a database file that is not there',
    plant: ({ folder }) => ({ DATABASE_URL: `sqlite:${join(folder, 'new', 'orders.db')}` }),
    named: ['✗', 'database', 'there is no', 'truemoney-checkout-server migrate'],
  },
  {
    name: 'a folder instead of a database file',
    plant: ({ folder }) => ({ DATABASE_URL: `sqlite:${folder}` }),
    named: ['✗', 'database', 'is no file', 'DATABASE_URL'],
  },
  {
    name: 'a file that is no database',
    plant: ({ folder }) => {
      writeFileSync(join(folder, 'notes.txt'), 'The shop opens at nine.')
      return { DATABASE_URL: `sqlite:${join(folder, 'notes.txt')}` }
    },
    named: ['✗', 'database', 'is no SQLite database', 'DATABASE_URL'],
  },
  {
    name: 'an empty database',
    plant: ({ folder }) => {
      writeFileSync(join(folder, 'empty.db'), '')
      return { DATABASE_URL: `sqlite:${join(folder, 'empty.db')}` }
    },
    named: ['✗', 'database', 'has not (all) the tables', 'truemoney-checkout-server migrate'],
  },
  {
    name: 'somebody else’s database',
    plant: ({ folder }) => {
      const other = new DatabaseSync(join(folder, 'other.db'))
      other.exec('create table recipes (name text)')
      other.close()
      return { DATABASE_URL: `sqlite:${join(folder, 'other.db')}` }
    },
    named: ['✗', 'database', 'has not (all) the tables', 'truemoney-checkout-server migrate'],
  },
  {
    name: 'a database of an older version of this server',
    plant: async ({ folder }) => {
      const url = `sqlite:${join(folder, 'older.db')}`
      const { db } = await migrated(url)
      await sql`delete from kysely_migration where name like '002%'`.execute(db)
      await db.destroy()
      return { DATABASE_URL: url }
    },
    named: ['✗', 'database', 'has not (all) the tables', 'truemoney-checkout-server migrate'],
  },
  {
    name: 'a database that another process keeps locked',
    plant: async ({ folder, keep }) => {
      const path = join(folder, 'locked.db')
      const { db } = await migrated(`sqlite:${path}`)
      await db.destroy()
      const holder = new DatabaseSync(path)
      holder.exec('begin immediate')
      await keep(Promise.resolve(holder))
      return { DATABASE_URL: `sqlite:${path}` }
    },
    named: ['✗', 'database', 'keeps it locked', 'DATABASE_URL'],
  },
  {
    name: 'a database in memory',
    plant: () => ({ DATABASE_URL: 'sqlite::memory:' }),
    named: ['!', 'database', 'forgotten when the server stops', 'DATABASE_URL'],
  },
  {
    name: 'a database in memory, with live keys',
    plant: () => ({ ...liveKeys, DATABASE_URL: 'sqlite::memory:' }),
    named: ['✗', 'database', 'forgotten when the server stops', 'DATABASE_URL'],
  },
  {
    name: 'no PostgreSQL at the address',
    plant: async () => ({
      DATABASE_URL: `postgres://shop:hush@localhost:${await freePort()}/shop`,
    }),
    named: ['✗', 'database', 'nothing listens', 'PostgreSQL'],
  },
  {
    name: 'a PostgreSQL whose name is not known',
    plant: () => ({ DATABASE_URL: `postgres://shop:hush@db.${noName}/shop` }),
    named: ['✗', 'database', 'name is not known', 'DATABASE_URL'],
  },
  {
    name: 'a PostgreSQL that says nothing',
    plant: async ({ keep }) => {
      const { port } = new URL((await keep(startMuteServer())).url)
      return { DATABASE_URL: `postgres://shop:hush@localhost:${port}/shop` }
    },
    named: ['✗', 'database', 'did not answer within 5 seconds', 'firewall'],
  },
]

async function migrated(url: string) {
  const database = openDatabase(url)
  await migrate(database)
  return database
}
