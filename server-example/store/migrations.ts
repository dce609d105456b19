import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { firstTables } from './migrations/first-tables.ts'
import { merchantsView } from './migrations/merchants-view.ts'
import { shopOrders, shopOutbox } from './migrations/shop.ts'
import type { Tables } from './schema.ts'

/** Counters of the rate limits, as their library knows them; on PostgreSQL alone. */
export const rateLimitsTable = 'rate_limits'

/** In order; one that has been released is never edited, only followed. */
const migrations: Record<string, Migration> = {
  '001-orders-attempts-refunds': firstTables,
  '002-rate-limits': {
    async up(db) {
      if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
      // Unlogged: counting must be cheap, and after a crash it may begin anew.
      await sql`
        create unlogged table ${sql.table(rateLimitsTable)} (
          key varchar(255) primary key,
          points integer not null default 0,
          expire bigint
        )`.execute(db)
    },
  },
  '003-merchants-view': merchantsView,
  '004-shop-orders': shopOrders,
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
      // A default, so that a process of before, which knows no other method, writes it as well.
      await db.schema
        .alterTable('attempts')
        .addColumn('method', 'text', (column) => column.defaultTo('truemoney'))
        .execute()
      for (const name of ['qr_uri', 'qr_filename'])
        await db.schema.alterTable('attempts').addColumn(name, 'text').execute()
    },
  },
}

/** Brings the database to the newest schema; safe to run at every start, by several processes at once. */
export async function migrate({ db, engine }: Database): Promise<void> {
  await engine.migrateAlone(db, migrateWith)
}

/** Does the database have every migration that this version knows? */
export async function isMigrated(database: Database): Promise<boolean> {
  return (await pendingMigrations(database)).length === 0
}

/** Returns the names of the migrations that the database does not have yet, in their order. */
export async function pendingMigrations({ db }: Database): Promise<string[]> {
  const known = await migratorOf(db).getMigrations()
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
}

async function migrateWith(db: Kysely<Tables>): Promise<void> {
  const { error } = await migratorOf(db).migrateToLatest()
  if (error !== undefined) throw new Error('The database could not be migrated.', { cause: error })
}

/** Knows every migration; `migrate` runs them all. */
export function migratorOf(db: Kysely<Tables>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}
