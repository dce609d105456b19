/** Rules between the orders and what the shop heard of them. */
import { type Order, successfulAttempt } from '../../../server-example/checkout/order/order.ts'
import type { Books } from '../books/books.ts'
import type { Heard, HeardEvent } from '../books/heard.ts'
import { type Violation, violation } from '../books/violation.ts'
import type { Call } from '../stack/call.ts'

/** What each end of an attempt or refund must have been said by. */
const attemptEvents: Partial<Record<Order['attempts'][number]['state'], string>> = {
  successful: 'order.paid',
  failed: 'order.payment_failed',
  expired: 'order.payment_expired',
  duplicate: 'order.paid_twice',
}

/** Every way to hear has every event, in order; the shop's own table has each once. */
export function wrongHearing(books: Books): Violation[] {
  return [...books.orders.flatMap((order) => hearingOf(books, order)), ...sharedDeliveries(books)]
}

function hearingOf({ heard }: Books, order: Order): Violation[] {
  const of = (events: readonly HeardEvent[]) => events.filter(({ orderId }) => orderId === order.id)
  const ways: Heard = {
    shipped: of(heard.shipped),
    posted: withoutRepeats(of(heard.posted)),
    pulled: of(heard.pulled),
  }
  return [
    ...Object.entries(ways).flatMap(([way, events]) => {
      const say = violation('wrong hearing', order, isBeginning(events) ? 'time' : 'nothing')
      return [
        ...notInOrder(order, events),
        ...missing(order, events),
        ...tooMuch(order, events),
      ].map((detail) => say(`${way}: ${detail}`))
    }),
  ]
}

/** Whether these are the first events of an order, each once: what is missing may be under way. */
function isBeginning(events: readonly HeardEvent[]): boolean {
  return events.every(({ sequence }, index) => sequence === index + 1)
}

/** Numbered from 1 to the order's count, each once. */
function notInOrder({ eventCount }: Order, events: readonly HeardEvent[]): string[] {
  const numbers = events.map(({ sequence }) => sequence)
  const expected = Array.from({ length: eventCount }, (_, index) => index + 1)
  if (numbers.join() === expected.join()) return []
  return [`expected the events ${expected.join()}, heard ${numbers.join() || 'none'}`]
}

function missing(order: Order, events: readonly HeardEvent[]): string[] {
  const has = (type: string, attemptId: string | null) =>
    events.some((one) => one.type === type && (attemptId === null || one.attemptId === attemptId))
  const attempts = order.attempts.flatMap(({ id, state }) => {
    const type = attemptEvents[state]
    return type === undefined || has(type, id) ? [] : [`${type} of ${id} was not heard`]
  })
  const isCancelled = order.cancelledAt !== null && !has('order.cancelled', null)
  return [...attempts, ...(isCancelled ? ['order.cancelled was not heard'] : [])]
}

function tooMuch(order: Order, events: readonly HeardEvent[]): string[] {
  const paid = events.filter(({ type }) => type === 'order.paid')
  const expected = successfulAttempt(order) === undefined ? 0 : 1
  return paid.length > expected
    ? [`order.paid was heard ${paid.length} times, not ${expected}`]
    : []
}

/** Posting twice is allowed, as long as the id says so. */
function withoutRepeats(events: readonly HeardEvent[]): readonly HeardEvent[] {
  const seen = new Set<string>()
  return events.filter(({ eventId }) => !seen.has(eventId) && seen.add(eventId))
}

/**
 * Two processes deliver one event at the same time: the second began while the first was answered,
 * and within half of its lease, because the proxy sees the call and not the lease before it.
 */
function sharedDeliveries({ calls, promises }: Books): Violation[] {
  const deliveries = calls.filter(({ operation }) => operation === 'warehouse')
  const byEvent = Map.groupBy(deliveries, ({ subject }) => subject ?? '')
  return [...byEvent].flatMap(([eventId, all]) => {
    const pair = overlapping(all, promises.deliveryLeaseMs)
    if (pair === undefined) return []
    const detail = `${pair[0].process} and ${pair[1].process} delivered ${eventId} at the same time`
    return [{ kind: 'shared work' as const, orderId: eventId, detail, needsTime: true }]
  })
}

function overlapping(calls: readonly Call[], leaseMs: number): [Call, Call] | undefined {
  for (const [index, one] of calls.entries())
    for (const other of calls.slice(index + 1)) {
      const isWithin = other.startedAt < one.startedAt + leaseMs / 2
      const isDuring = isWithin && other.startedAt < (one.endedAt ?? one.startedAt)
      // Whoever hung up may have ended the delivery before the proxy noticed.
      if (one.process !== other.process && !one.isAborted && isDuring) return [one, other]
    }
  return undefined
}
