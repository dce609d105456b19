import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import type { Engine } from './engine.ts'
import { firstTables } from './migrations/first-tables.ts'
import { merchantsView } from './migrations/merchants-view.ts'
import { shopOrders, shopOutbox } from './migrations/shop.ts'

/** In order; one that has been released is never edited, only followed. */
const migrationsOf = (engine: Engine): Record<string, Migration> => ({
  '001-orders-attempts-refunds': firstTables,
  '002-rate-limits': {
    async up(db) {
      await engine.sharedCounters?.create(db)
    },
  },
  '003-merchants-view': merchantsView,
  '004-shop-orders': shopOrders(engine),
  '004-shop-outbox': shopOutbox,
  '005-unreadable-charges': {
    async up(db) {
      await db.schema
        .alterTable('sweep_runs')
        .addColumn('unreadable', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
    },
  },
  '005-reversals-and-disputes': {
    async up(db) {
      for (const name of ['reversed_at', 'disputed_at'])
        await db.schema.alterTable('attempts').addColumn(name, 'bigint').execute()
    },
  },
  '007-write-probe': {
    async up(db) {
      await db.schema
        .createTable('write_probe')
        .addColumn('text', 'text', (column) => column.notNull())
        .execute()
      await sql`insert into write_probe (text) values ('')`.execute(db)
    },
  },
  '005-list-readings': {
    async up(db) {
      await db.schema
        .createTable('list_readings')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('next_at', 'bigint', (column) => column.notNull())
        .execute()
      await sql`insert into list_readings (id, next_at) values (1, 0)`.execute(db)
    },
  },
  '008-attempt-method': {
    async up(db) {
      // A default, so that a process of an older version, which knows no other method, writes it too.
      await db.schema
        .alterTable('attempts')
        .addColumn('method', 'text', (column) => column.defaultTo('truemoney'))
        .execute()
      for (const name of ['qr_uri', 'qr_filename'])
        await db.schema.alterTable('attempts').addColumn(name, 'text').execute()
    },
  },
})

/** Brings the database to the newest schema; safe to run at every start, by several processes at once. */
export async function migrate({ db, engine }: Database): Promise<void> {
  await engine.migrateAlone(db, async (connection) => {
    const { error } = await migratorOf({ db: connection, engine }).migrateToLatest()
    if (error !== undefined)
      throw new Error('The database could not be migrated.', { cause: error })
  })
}

/** Resolves with whether the database has every migration of this version. */
export async function isMigrated(database: Database): Promise<boolean> {
  return (await pendingMigrations(database)).length === 0
}

/** Returns the names of the migrations that the database does not have yet, in their order. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const known = await migratorOf(database).getMigrations()
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
}

/** Knows every migration; `migrate` runs them all. */
export function migratorOf({ db, engine }: Pick<Database, 'db' | 'engine'>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrationsOf(engine) } })
}
