/** A model of the order store, in memory: for speed. It passes the contract tests of the real one. */
import { isLive } from '../../../server-example/checkout/order/attempt.ts'
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { OrderStore } from '../../../server-example/checkout/ports.ts'
import { eventsBetween } from '../../../server-example/shop/events-between.ts'
import { isFree, type ModelDatabase, type StoredOrder } from './model-data.ts'
import { addEvents } from './model-outbox.ts'

const auditLeaseMs = 60 * 60_000
/** As in the real store. */
const oldestShare = 0.3
const mostCompared = 500
const fields = ['amountSatang', 'description', 'metadata', 'tokenHashes', 'cancelledAt'] as const

export function createModelOrders(data: ModelDatabase, onEvents = () => {}): OrderStore {
  return {
    async insertOrder(order) {
      if (find(({ reference }) => reference === order.reference) !== undefined) return false
      if (data.orders.has(order.id)) throw new Error(`unique: order ${order.id} is there already`)
      put({ order, leasedUntil: null, checks: 0 })
      return true
    },
    findOrder: async (orderId) => seen(data.orders.get(orderId)?.order),
    findOrderByReference: async (reference) => seen(find((one) => one.reference === reference)),
    findOrderOf: async ({ id, attemptId }) =>
      seen(
        find(({ attempts }) => attempts.some((one) => one.chargeId === id || one.id === attemptId)),
      ),
    async saveOrder(before, after, triggered) {
      const hasNewFields = fields.some((name) => before[name] !== after[name])
      if (isSame(before.attempts, after.attempts) && isSame(before.refunds, after.refunds))
        if (!hasNewFields) return after
      const stored = data.orders.get(before.id)
      if (stored?.order.version !== before.version) return undefined
      const version = before.version + 1
      const events = eventsBetween(before, { ...after, version }, triggered.at)
      const saved = { ...after, version, eventCount: before.eventCount + events.length }
      const order = { ...saved, ...merged(stored.order, saved) }
      check(order)
      put({ ...stored, order, checks: 0 })
      if (events.length === 0) return saved
      addEvents(data, order.id, events, triggered.at)
      onEvents()
      return saved
    },
    async leaseDueOrders({ now, untilMs, limit }) {
      const due = [...data.orders.values()].filter((one) => dueAtOf(one) <= now && isFree(one, now))
      const oldest = Math.floor(limit * oldestShare)
      const byLikelihood = due
        .toSorted((one, other) => dueAtOf(other) - dueAtOf(one))
        .slice(0, mostCompared)
        .toSorted((one, other) => one.checks - other.checks || dueAtOf(other) - dueAtOf(one))
        .slice(0, limit - oldest)
      const byAge = due
        .filter((one) => !byLikelihood.includes(one))
        .toSorted((one, other) => dueAtOf(one) - dueAtOf(other))
        .slice(0, oldest)
      const lent = [...byLikelihood, ...byAge]
      for (const one of lent) put({ ...one, leasedUntil: untilMs, checks: one.checks + 1 })
      return lent.map(({ order, checks }) => ({ orderId: order.id, checks }))
    },
    async releaseOrder(orderId, { untilMs, dueAt }) {
      const stored = data.orders.get(orderId)
      if (stored?.leasedUntil !== untilMs) return
      const { order, checks } = stored
      const isAgain = order.dueAt !== null && checks > 0
      put({ ...stored, leasedUntil: null, order: isAgain ? { ...order, dueAt } : order })
    },
    async recordEvent() {},
    async listChargedAttempts(sinceMs) {
      return [...data.orders.values()].flatMap(({ order }) =>
        order.attempts.flatMap(({ id: attemptId, chargeId, createdAt }) =>
          chargeId === null || createdAt < sinceMs
            ? []
            : [{ orderId: order.id, attemptId, chargeId }],
        ),
      )
    },
    async claimAudit(now) {
      if (data.audit.dueAt > now) return undefined
      data.audit = { ...data.audit, dueAt: now + auditLeaseMs }
      return { sinceMs: data.audit.auditedUntil }
    },
    async finishAudit(auditedUntil, dueAt) {
      data.audit = { dueAt, auditedUntil }
    },
    async recordAudit() {},
    async claimListReading({ now, pauseMs }) {
      const isFree = data.listReadingAt <= now || data.listReadingAt > now + pauseMs
      if (!isFree) return Math.max(1, data.listReadingAt - now)
      data.listReadingAt = now + pauseMs
      return 0
    },
  }

  function find(is: (order: Order) => boolean): Order | undefined {
    for (const { order } of data.orders.values()) if (is(order)) return order
    return undefined
  }

  function put(stored: StoredOrder): void {
    data.orders = new Map(data.orders).set(stored.order.id, stored)
  }

  /** The database's own rules: its unique indexes. */
  function check(order: Order): void {
    const holding = order.attempts.filter((one) => isLive(one) || one.state === 'successful')
    if (holding.length > 1) throw new Error('unique: one_live_or_paid_attempt_per_order')
    const others = [...data.orders.values()].filter((one) => one.order.id !== order.id)
    for (const { id, chargeId } of order.attempts)
      if (chargeId !== null)
        if (
          order.attempts.some((one) => one.id !== id && one.chargeId === chargeId) ||
          others.some(({ order: { attempts } }) =>
            attempts.some((one) => one.chargeId === chargeId || one.id === id),
          )
        )
          throw new Error('unique: one_attempt_per_charge')
  }
}

function dueAtOf({ order }: StoredOrder): number {
  return order.dueAt ?? Number.POSITIVE_INFINITY
}

/** Refunds are read only where something was paid. */
function seen(order: Order | undefined): Order | undefined {
  if (order === undefined || order.attempts.some(({ paidAt }) => paidAt !== null)) return order
  return { ...order, refunds: [] }
}

/** Rows are put, never taken away, and read by age. */
function merged(stored: Order, saved: Order): Pick<Order, 'attempts' | 'refunds'> {
  return {
    attempts: mergedRows(stored.attempts, saved.attempts),
    refunds: mergedRows(stored.refunds, saved.refunds),
  }
}

type Row = { readonly id: string; readonly createdAt: number }

function mergedRows<R extends Row>(stored: readonly R[], saved: readonly R[]): readonly R[] {
  const gone = stored.filter(({ id }) => !saved.some((one) => one.id === id))
  return [...gone, ...saved].toSorted(
    (one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1),
  )
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return after.every((one) => before.includes(one))
}
