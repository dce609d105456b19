/** The outbox as deliveries read it: leased to one process at a time, in order for each order and channel. */
import { sql } from 'kysely'
import * as z from 'zod/mini'
import {
  type DeliveryResult,
  type DeliveryState,
  deliveryStates,
  type LeasedDelivery,
  nextTryAt,
} from '../../shop/delivery.ts'
import { type ShopEvent, shopEvent } from '../../shop/event.ts'
import type { DeliveryStore } from '../../shop/run-deliveries.ts'
import type { Database } from '../database.ts'
import { lockChannels } from './channels.ts'

export type EventPage = { readonly events: readonly ShopEvent[]; readonly next: number }

export type DeliveryView = {
  readonly eventId: string
  readonly channel: string
  readonly state: DeliveryState
  readonly tries: number
  readonly dueAt: number
  readonly lastError: string | null
  readonly endedAt: number | null
}

export type UndeliveredEvent = DeliveryView & { readonly event: ShopEvent }

export type Outbox = DeliveryStore & {
  /** From now on every event is delivered through the channel too. */
  registerChannel(name: string, now: number): Promise<void>
  /** Events after a position, oldest first: `next` is where the next page begins. */
  readEvents(query: { after: number; limit: number }): Promise<EventPage>
  eventsOf(
    orderId: string,
  ): Promise<readonly { event: ShopEvent; deliveries: readonly DeliveryView[] }[]>
  /** Waiting deliveries that failed before, and parked ones: oldest first. */
  listUndelivered(limit: number): Promise<readonly UndeliveredEvent[]>
  /** Delivers an event again through every channel. Resolves with `false` when there is no such event. */
  deliverAgain(eventId: string, now: number): Promise<boolean>
  /** Created at: the oldest event that waits, and how many are parked. */
  readBacklog(): Promise<{ readonly oldestWaitingAt: number | null; readonly parked: number }>
}

const deliveryState = z.enum(deliveryStates)
const mostEventsOfOrder = 200
const longestError = 500

export function createOutbox(database: Database): Outbox {
  const { db, engine } = database
  const writer = engine.createWriter(db)
  return {
    registerChannel,
    leaseDeliveries,
    endDelivery,
    readEvents,
    eventsOf,
    listUndelivered,
    deliverAgain,
    readBacklog,
  }

  async function registerChannel(name: string, now: number): Promise<void> {
    await writer.run(
      db
        .insertInto('shop_channels')
        .values({ name, since: now })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .compile(),
    )
  }

  async function leaseDeliveries({
    channels,
    now,
    untilMs,
    limit,
  }: Parameters<Outbox['leaseDeliveries']>[0]): Promise<readonly LeasedDelivery[]> {
    if (channels.length === 0) return []
    const due = db
      .selectFrom('shop_deliveries as one')
      .select(['one.position', 'one.channel'])
      .where('one.state', '=', 'waiting')
      .where('one.channel', 'in', channels)
      .where('one.due_at', '<=', now)
      .where((or) => or.or([or('one.leased_until', 'is', null), or('one.leased_until', '<=', now)]))
      .where((and) =>
        and.not(
          and.exists(
            and
              .selectFrom('shop_deliveries as earlier')
              .select('earlier.position')
              .where('earlier.state', '=', 'waiting')
              .whereRef('earlier.channel', '=', 'one.channel')
              .whereRef('earlier.order_id', '=', 'one.order_id')
              .whereRef('earlier.position', '<', 'one.position'),
          ),
        ),
      )
      .orderBy('one.position')
      .limit(limit)
    // Most looks find nothing, and need no write then.
    if ((await due.limit(1).execute()).length === 0) return []
    const leased = await writer.run(
      db
        .updateTable('shop_deliveries')
        .set((delivery) => ({ leased_until: untilMs, tries: delivery('tries', '+', 1) }))
        .where(({ refTuple, eb }) =>
          eb(
            refTuple('position', 'channel'),
            'in',
            due
              .$if(engine.isShared, (rows) => rows.forUpdate().skipLocked())
              .$asTuple('position', 'channel'),
          ),
        )
        .returning(['position', 'channel', 'tries'])
        .compile(),
    )
    const positions = leased.rows.map(({ position }) => position)
    if (positions.length === 0) return []
    const events = await db
      .selectFrom('shop_events')
      .select(['position', 'body'])
      .where('position', 'in', positions)
      .execute()
    const bodies = new Map(events.map(({ position, body }) => [position, eventFrom(body)]))
    return leased.rows
      .flatMap(({ position, channel, tries }) => {
        const event = bodies.get(position)
        return event === undefined
          ? []
          : [{ position, channel, event, tries: tries - 1, leasedUntil: untilMs }]
      })
      .toSorted((one, other) => one.position - other.position)
  }

  async function endDelivery(
    delivery: LeasedDelivery,
    result: DeliveryResult,
    now: number,
  ): Promise<boolean> {
    const { numAffectedRows } = await writer.run(ending(database, delivery, result, now))
    return numAffectedRows === 1n
  }

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

  async function deliverAgain(eventId: string, now: number): Promise<boolean> {
    const event = await db
      .selectFrom('shop_events')
      .select(['position', 'order_id'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    if (event === undefined) return false
    await writer.transact(async (transaction) => {
      await lockChannels(transaction)
      // A channel that was not there when it happened gets it too.
      await sql`
        insert into shop_deliveries (position, channel, order_id, state, tries, due_at)
        select cast(${event.position} as bigint), name, ${event.order_id}, 'waiting', 0, cast(${now} as bigint)
        from shop_channels where true
        on conflict (position, channel) do nothing`.execute(transaction)
      await transaction
        .updateTable('shop_deliveries')
        .set({ state: 'waiting', due_at: now, ended_at: null, tries: 0 })
        .where('position', '=', event.position)
        .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
        .execute()
    })
    return true
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

/** The update that ends a try, for whoever runs it: by itself or inside the shop's transaction. */
export function ending(
  { db }: Pick<Database, 'db'>,
  { position, channel, tries, leasedUntil, event }: LeasedDelivery,
  result: DeliveryResult,
  now: number,
) {
  const next =
    result.kind === 'failed'
      ? nextTryAt({ tries: tries + 1, createdAt: Date.parse(event.createdAt) }, now)
      : null
  return db
    .updateTable('shop_deliveries')
    .set({
      leased_until: null,
      ...(result.kind === 'taken'
        ? { state: 'taken', ended_at: now, last_error: null }
        : next === null
          ? { state: 'parked', ended_at: now, last_error: result.error.slice(0, longestError) }
          : { due_at: next, last_error: result.error.slice(0, longestError) }),
    })
    .where('position', '=', position)
    .where('channel', '=', channel)
    .where('leased_until', '=', leasedUntil)
    .where('state', '=', 'waiting')
    .compile()
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

function eventFrom(body: string): ShopEvent {
  return shopEvent.parse(JSON.parse(body))
}
