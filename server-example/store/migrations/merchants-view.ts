import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { fillOrderStates } from './fill-order-states.ts'

/** For the merchant's page: orders by state and time, their history, and the audits. */
export const merchantsView: Migration = {
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
    await db.schema.createIndex('sweep_runs_by_time').on('sweep_runs').column('ended_at').execute()
  },
}
