import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Orders with their attempts and refunds, webhook events, and when the next audit is due. */
export const firstTables: Migration = {
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
}
