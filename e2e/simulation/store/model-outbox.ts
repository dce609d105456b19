/** A model of the outbox, in memory: for speed. It passes the contract tests of the real one. */
import type { LeasedDelivery } from '../../../server-example/shop/delivery.ts'
import { type DeliveryResult, nextTryAt } from '../../../server-example/shop/delivery.ts'
import type { ShopEvent } from '../../../server-example/shop/event.ts'
import type { DeliveryView, Outbox } from '../../../server-example/store/outbox/outbox.ts'
import { isFree, type ModelDatabase, type StoredDelivery } from './model-data.ts'

/** Adds events with a delivery of each for every channel. */
export function addEvents(
  data: ModelDatabase,
  orderId: string,
  events: readonly ShopEvent[],
  now: number,
): void {
  for (const event of events) {
    if (data.events.some((one) => one.event.id === event.id))
      throw new Error(`unique: event ${event.id} is there already`)
    const position = data.events.length + 1
    data.events = [...data.events, { position, event }]
    const added = data.channels.map((channel) => delivery(position, channel, orderId, event, now))
    data.deliveries = [...data.deliveries, ...added]
  }
}

export function createModelOutbox(data: ModelDatabase): Outbox {
  return {
    async registerChannel(name) {
      if (!data.channels.includes(name)) data.channels = [...data.channels, name]
    },
    async leaseDeliveries({ channels, now, untilMs, limit }) {
      const due = dueDeliveries(data, channels, now).slice(0, limit)
      for (const one of due) replace(one, { leasedUntil: untilMs, tries: one.tries + 1 })
      return due.map(({ position, channel, event, tries }) => ({
        position,
        channel,
        event,
        tries,
        leasedUntil: untilMs,
      }))
    },
    async endDelivery(leased, result, now) {
      return endLeased(data, leased, result, now)
    },
    async readEvents({ after, limit }) {
      const page = data.events.filter(({ position }) => position > after).slice(0, limit)
      return { events: page.map(({ event }) => event), next: page.at(-1)?.position ?? after }
    },
    async eventsOf(orderId) {
      return data.events
        .filter(({ event }) => event.order.orderId === orderId)
        .map(({ position, event }) => ({
          event,
          deliveries: data.deliveries.filter((one) => one.position === position).map(viewOf),
        }))
    },
    async listUndelivered(limit) {
      return data.deliveries
        .filter(({ state, tries }) => state === 'parked' || (state === 'waiting' && tries > 0))
        .slice(0, limit)
        .map((one) => ({ ...viewOf(one), event: one.event }))
    },
    async deliverAgain(eventId, now) {
      const stored = data.events.find(({ event }) => event.id === eventId)
      if (stored === undefined) return false
      const { position, event } = stored
      const known = data.deliveries.filter((one) => one.position === position)
      const missing = data.channels.filter((name) => !known.some((one) => one.channel === name))
      for (const one of known.filter((delivery) => isFree(delivery, now)))
        replace(one, { state: 'waiting', dueAt: now, endedAt: null, tries: 0 })
      data.deliveries = [
        ...data.deliveries,
        ...missing.map((name) => delivery(position, name, event.order.orderId, event, now)),
      ]
      return true
    },
    async readBacklog() {
      const waiting = data.deliveries.filter(({ state }) => state === 'waiting')
      const [oldest] = waiting.toSorted((one, other) => one.position - other.position)
      return {
        oldestWaitingAt: oldest === undefined ? null : Date.parse(oldest.event.createdAt),
        parked: data.deliveries.filter(({ state }) => state === 'parked').length,
      }
    },
  }

  function replace(one: StoredDelivery, change: Partial<StoredDelivery>): void {
    data.deliveries = replaced(data.deliveries, one, change)
  }
}

/** Ends a try; `false` when the lease is somebody else's by now. */
export function endLeased(
  data: ModelDatabase,
  leased: LeasedDelivery,
  result: DeliveryResult,
  now: number,
): boolean {
  const stored = data.deliveries.find(
    (one) => one.position === leased.position && one.channel === leased.channel,
  )
  if (stored?.state !== 'waiting' || stored.leasedUntil !== leased.leasedUntil) return false
  data.deliveries = replaced(data.deliveries, stored, ended(leased, result, now))
  return true
}

/** What is due: of each order and channel only the first that waits. */
export function dueDeliveries(
  { deliveries }: ModelDatabase,
  channels: readonly string[],
  now: number,
): readonly StoredDelivery[] {
  const seen = new Set<string>()
  return deliveries
    .filter(({ state, channel }) => state === 'waiting' && channels.includes(channel))
    .toSorted((one, other) => one.position - other.position)
    .filter(({ channel, orderId }) => {
      const line = `${channel} ${orderId}`
      return !seen.has(line) && seen.add(line)
    })
    .filter((one) => one.dueAt <= now && isFree(one, now))
}

function ended(
  { tries, event }: LeasedDelivery,
  result: DeliveryResult,
  now: number,
): Partial<StoredDelivery> {
  if (result.kind === 'taken')
    return { leasedUntil: null, state: 'taken', endedAt: now, lastError: null }
  const createdAt = Date.parse(event.createdAt)
  const next = result.kind === 'failed' ? nextTryAt({ tries: tries + 1, createdAt }, now) : null
  return next === null
    ? { leasedUntil: null, state: 'parked', endedAt: now, lastError: result.error }
    : { leasedUntil: null, dueAt: next, lastError: result.error }
}

function replaced(
  deliveries: readonly StoredDelivery[],
  one: StoredDelivery,
  change: Partial<StoredDelivery>,
): readonly StoredDelivery[] {
  return deliveries.map((other) => (other === one ? { ...one, ...change } : other))
}

function delivery(
  position: number,
  channel: string,
  orderId: string,
  event: ShopEvent,
  dueAt: number,
): StoredDelivery {
  return {
    position,
    channel,
    orderId,
    event,
    state: 'waiting',
    tries: 0,
    dueAt,
    leasedUntil: null,
    lastError: null,
    endedAt: null,
  }
}

function viewOf({
  event,
  channel,
  state,
  tries,
  dueAt,
  lastError,
  endedAt,
}: StoredDelivery): DeliveryView {
  return { eventId: event.id, channel, state, tries, dueAt, lastError, endedAt }
}
