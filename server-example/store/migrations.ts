import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { fillOrderStates } from './orders/order-states.ts'
import type { Tables } from './schema.ts'

/** Counters of the rate limits, as their library knows them; on PostgreSQL alone. */
export const rateLimitsTable = 'rate_limits'

/** In order; one that has been released is never edited, only followed. */
const migrations: Record<string, Migration> = {
  '001-orders-attempts-refunds': {
    async up(db) {
      await db.schema
        .createTable('orders')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('token_hash', 'text', (column) => column.notNull())
        .addColumn('items', 'text', (column) => column.notNull())
        .addColumn('amount_satang', 'bigint', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'bigint')
        .addColumn('leased_until', 'bigint')
        .addColumn('checks', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('attempts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('order_id', 'text', (column) => column.notNull().references('orders.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('source_id', 'text')
        .addColumn('charge_id', 'text')
        .addColumn('authorize_uri', 'text')
        .addColumn('failure_code', 'text')
        .addColumn('failure_message', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('paid_at', 'bigint')
        .addColumn('expires_at', 'bigint')
        .execute()
      await db.schema
        .createTable('refunds')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('order_id', 'text', (column) => column.notNull().references('orders.id'))
        .addColumn('attempt_id', 'text', (column) => column.notNull().references('attempts.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('omise_id', 'text', (column) => column.unique())
        .addColumn('amount_satang', 'bigint', (column) => column.notNull())
        .addColumn('voided', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('refusal', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('attempts_of_order')
        .on('attempts')
        .columns(['order_id', 'created_at'])
        .execute()
      // The database's own word on "exactly once": whatever the code does, an order
      // has at most one attempt that is under way or paid, and a charge one attempt.
      await db.schema
        .createIndex('one_live_or_paid_attempt_per_order')
        .unique()
        .on('attempts')
        .column('order_id')
        .where(sql.ref('state'), 'in', sql`('creating', 'pending', 'successful')`)
        .execute()
      await db.schema
        .createIndex('one_attempt_per_charge')
        .unique()
        .on('attempts')
        .column('charge_id')
        .where(sql.ref('charge_id'), 'is not', null)
        .execute()
      await db.schema.createIndex('attempts_by_time').on('attempts').column('created_at').execute()
      await db.schema
        .createIndex('refunds_of_order')
        .on('refunds')
        .columns(['order_id', 'created_at'])
        .execute()
      await db.schema
        .createIndex('orders_due')
        .on('orders')
        .column('due_at')
        .where(sql.ref('due_at'), 'is not', null)
        .execute()
      await db.schema
        .createTable('webhook_events')
        .addColumn('event_id', 'text', (column) => column.notNull())
        .addColumn('received_at', 'bigint', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('charge_id', 'text')
        .addColumn('outcome', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('sweeps')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('due_at', 'bigint', (column) => column.notNull())
        .addColumn('swept_until', 'bigint', (column) => column.notNull())
        .execute()
      await sql`insert into sweeps (id, due_at, swept_until) values (1, 0, 0)`.execute(db)
      await db.schema
        .createIndex('webhook_events_by_id')
        .on('webhook_events')
        .column('event_id')
        .execute()
    },
  },
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
  '003-merchants-view': {
    async up(db) {
      await db.schema
        .alterTable('orders')
        .addColumn('state', 'text', (column) => column.notNull().defaultTo('unpaid'))
        .execute()
      await fillOrderStates(db)
      await db.schema
        .createIndex('orders_by_time')
        .on('orders')
        .columns(['created_at', 'id'])
        .execute()
      await db.schema
        .createIndex('orders_by_state')
        .on('orders')
        .columns(['state', 'created_at', 'id'])
        .execute()
      await db.schema
        .createTable('order_history')
        .addColumn('order_id', 'text', (column) => column.notNull().references('orders.id'))
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('news_by', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('history_of_order')
        .on('order_history')
        .columns(['order_id', 'at'])
        .execute()
      await db.schema
        .createIndex('webhook_events_of_charge')
        .on('webhook_events')
        .columns(['charge_id', 'received_at'])
        .where(sql.ref('charge_id'), 'is not', null)
        .execute()
      await db.schema
        .createTable('sweep_runs')
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint', (column) => column.notNull())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('charges', 'integer', (column) => column.notNull())
        .addColumn('not_ours', 'integer', (column) => column.notNull())
        .addColumn('found', 'integer', (column) => column.notNull())
        .addColumn('findings', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('sweep_runs_by_time')
        .on('sweep_runs')
        .column('ended_at')
        .execute()
    },
  },
  '004-shop-orders': {
    async up(db) {
      const added = ['reference', 'description', 'metadata'] as const
      for (const name of added)
        await db.schema.alterTable('orders').addColumn(name, 'text').execute()
      await db.schema.alterTable('orders').addColumn('cancelled_at', 'bigint').execute()
      await db.schema.alterTable('orders').renameColumn('token_hash', 'token_hashes').execute()
      await db.schema
        .alterTable('attempts')
        .addColumn('amount_satang', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
      // Orders of before had no number of the shop's, and a list of items that only the shop can read.
      const object = sql.raw(
        db.getExecutor().adapter instanceof PostgresAdapter ? 'json_build_object' : 'json_object',
      )
      await sql`
        update orders
        set reference = id, metadata = cast(${object}('items', items) as text)`.execute(db)
      await sql`
        update attempts set amount_satang =
          (select orders.amount_satang from orders where orders.id = attempts.order_id)`.execute(db)
      await db.schema.alterTable('orders').dropColumn('items').execute()
      await db.schema
        .createIndex('one_order_per_reference')
        .unique()
        .on('orders')
        .column('reference')
        .execute()
    },
  },
  '004-shop-outbox': {
    async up(db) {
      await db.schema
        .alterTable('orders')
        .addColumn('event_count', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
      await db.schema
        .createTable('shop_events')
        .addColumn('position', 'bigint', (column) => column.primaryKey())
        .addColumn('id', 'text', (column) => column.notNull().unique())
        .addColumn('order_id', 'text', (column) => column.notNull().references('orders.id'))
        .addColumn('sequence', 'integer', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addUniqueConstraint('one_event_per_sequence', ['order_id', 'sequence'])
        .execute()
      await db.schema
        .createTable('shop_event_positions')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('last', 'bigint', (column) => column.notNull())
        .execute()
      await sql`insert into shop_event_positions (id, last) values (1, 0)`.execute(db)
      await db.schema
        .createTable('shop_channels')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('shop_deliveries')
        .addColumn('position', 'bigint', (column) =>
          column.notNull().references('shop_events.position'),
        )
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('order_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'bigint', (column) => column.notNull())
        .addColumn('leased_until', 'bigint')
        .addColumn('last_error', 'text')
        .addColumn('ended_at', 'bigint')
        .addPrimaryKeyConstraint('one_delivery_per_channel', ['position', 'channel'])
        .execute()
      // Both hold what is still to be done alone: they stay small however many events there were.
      await db.schema
        .createIndex('deliveries_waiting')
        .on('shop_deliveries')
        .columns(['channel', 'order_id', 'position'])
        .where(sql.ref('state'), '=', sql`'waiting'`)
        .execute()
      await db.schema
        .createIndex('deliveries_not_taken')
        .on('shop_deliveries')
        .column('position')
        .where(sql.ref('state'), '!=', sql`'taken'`)
        .execute()
    },
  },
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
