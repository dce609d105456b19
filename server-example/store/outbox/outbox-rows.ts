/** Writes events into the outbox, inside the transaction that changes their order. */
import { sql, type Transaction } from 'kysely'
import type { ShopEvent } from '../../shop/event.ts'
import type { Tables } from '../schema.ts'

/**
 * Numbers the events and adds a delivery of each for every channel. The counter's
 * row is locked until the commit, so that positions become visible in their order:
 * after a reader has seen one, no lower one appears.
 */
export async function insertEvents(
  transaction: Transaction<Tables>,
  orderId: string,
  events: readonly ShopEvent[],
  now: number,
): Promise<void> {
  const { last } = await transaction
    .updateTable('shop_event_positions')
    .set((counter) => ({ last: counter('last', '+', events.length) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  for (const [index, event] of events.entries()) {
    const position = last - events.length + index + 1
    await transaction
      .insertInto('shop_events')
      .values({
        position,
        id: event.id,
        order_id: orderId,
        sequence: event.sequence,
        type: event.type,
        created_at: now,
        body: JSON.stringify(event),
      })
      .execute()
    await sql`
      insert into shop_deliveries (position, channel, order_id, state, tries, due_at)
      select cast(${position} as bigint), name, ${orderId}, 'waiting', 0, cast(${now} as bigint)
      from shop_channels`.execute(transaction)
  }
}
