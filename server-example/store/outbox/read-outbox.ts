/** What people read of the outbox: events by cursor, an order's events, what is not delivered. */
import * as z from 'zod/mini'
import { deliveryStates } from '../../shop/delivery.ts'
import { type ShopEvent, shopEvent } from '../../shop/event.ts'
import type { Database } from '../database.ts'
import type { DeliveryView, EventPage, Outbox, UndeliveredEvent } from './outbox.ts'

const deliveryState = z.enum(deliveryStates)
const mostEventsOfOrder = 200

export function createOutboxReader({
  db,
}: Database): Pick<Outbox, 'readEvents' | 'eventsOf' | 'listUndelivered' | 'readBacklog'> {
  return { readEvents, eventsOf, listUndelivered, readBacklog }

  async function readEvents({
    after,
    limit,
  }: {
    after: number
    limit: number
  }): Promise<EventPage> {
    const rows = await db
      .selectFrom('shop_events')
      .select(['position', 'body'])
      .where('position', '>', after)
      .orderBy('position')
      .limit(limit)
      .execute()
    return { events: rows.map(({ body }) => eventFrom(body)), next: rows.at(-1)?.position ?? after }
  }

  async function eventsOf(orderId: string) {
    const events = await db
      .selectFrom('shop_events')
      .select(['position', 'body'])
      .where('order_id', '=', orderId)
      .orderBy('position')
      .limit(mostEventsOfOrder)
      .execute()
    const deliveries = await db
      .selectFrom('shop_deliveries')
      .innerJoin('shop_events', 'shop_events.position', 'shop_deliveries.position')
      .selectAll('shop_deliveries')
      .select('shop_events.id as event_id')
      .where('shop_events.order_id', '=', orderId)
      .execute()
    return events.map(({ position, body }) => ({
      event: eventFrom(body),
      deliveries: deliveries.filter((one) => one.position === position).map(viewOf),
    }))
  }

  async function listUndelivered(limit: number): Promise<readonly UndeliveredEvent[]> {
    const rows = await db
      .selectFrom('shop_deliveries')
      .innerJoin('shop_events', 'shop_events.position', 'shop_deliveries.position')
      .selectAll('shop_deliveries')
      .select(['shop_events.id as event_id', 'shop_events.body'])
      .where('shop_deliveries.state', '!=', 'taken')
      .where((or) => or.or([or('tries', '>', 0), or('shop_deliveries.state', '=', 'parked')]))
      .orderBy('shop_deliveries.position')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...viewOf(row), event: eventFrom(row.body) }))
  }

  async function readBacklog() {
    const oldest = await db
      .selectFrom('shop_deliveries')
      .innerJoin('shop_events', 'shop_events.position', 'shop_deliveries.position')
      .select('shop_events.created_at')
      .where('shop_deliveries.state', '=', 'waiting')
      .orderBy('shop_deliveries.position')
      .limit(1)
      .executeTakeFirst()
    const { parked } = await db
      .selectFrom('shop_deliveries')
      .select(({ fn }) => fn.countAll<number>().as('parked'))
      .where('state', '=', 'parked')
      .executeTakeFirstOrThrow()
    return { oldestWaitingAt: oldest?.created_at ?? null, parked: Number(parked) }
  }
}

function viewOf(row: {
  event_id: string
  channel: string
  state: string
  tries: number
  due_at: number
  last_error: string | null
  ended_at: number | null
}): DeliveryView {
  return {
    eventId: row.event_id,
    channel: row.channel,
    state: deliveryState.parse(row.state),
    tries: row.tries,
    dueAt: row.due_at,
    lastError: row.last_error,
    endedAt: row.ended_at,
  }
}

/** An event as it is stored. */
export function eventFrom(body: string): ShopEvent {
  return shopEvent.parse(JSON.parse(body))
}
