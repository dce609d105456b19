import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine.ts'

/** The shop's own fields of an order. */
export const shopOrders = ({ jsonObject }: Engine): Migration => ({
  async up(db) {
    const added = ['reference', 'description', 'metadata'] as const
    for (const name of added) await db.schema.alterTable('orders').addColumn(name, 'text').execute()
    await db.schema.alterTable('orders').addColumn('cancelled_at', 'bigint').execute()
    await db.schema.alterTable('orders').renameColumn('token_hash', 'token_hashes').execute()
    await db.schema
      .alterTable('attempts')
      .addColumn('amount_satang', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
    // Older orders have no reference, and a list of items that only the shop can read.
    const object = sql.raw(jsonObject)
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
})

/** The outbox: events, the channels they are delivered through, and the deliveries. */
export const shopOutbox: Migration = {
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
    // Both hold open work alone: they stay small however many events there were.
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
}
