/** The outbox: deliveries leased to one process at a time, in sequence for each order and channel. */
import { sql } from 'kysely'
import type { DeliveryResult, DeliveryState, LeasedDelivery } from '../../shop/delivery.ts'
import type { ShopEvent } from '../../shop/event.ts'
import type { DeliveryStore } from '../../shop/run-deliveries.ts'
import type { Database } from '../database.ts'
import { lockChannels } from './channels.ts'
import { ending } from './end-delivery.ts'
import { createOutboxReader, eventFrom } from './read-outbox.ts'

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

export function createOutbox(database: Database): Outbox {
  const { db, engine } = database
  const writer = engine.createWriter(db)
  return {
    ...createOutboxReader(database),
    registerChannel,
    leaseDeliveries,
    endDelivery,
    deliverAgain,
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
    // Most polls find nothing, and need no write then.
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

  async function deliverAgain(eventId: string, now: number): Promise<boolean> {
    const event = await db
      .selectFrom('shop_events')
      .select(['position', 'order_id'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    if (event === undefined) return false
    await writer.transact(async (transaction) => {
      await lockChannels(transaction)
      // A channel that was registered after the event gets it too.
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
}
