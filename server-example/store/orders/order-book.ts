/** Queries of the merchant's page: each reads as many rows as it returns, however many there are. */
import { type Expression, type SelectQueryBuilder, sql } from 'kysely'
import { type HistoryEntry, historyOf, type KnownChange } from '../../checkout/order/history.ts'
import type { Order } from '../../checkout/order/order.ts'
import type { OrderState } from '../../checkout/order/order-state.ts'
import type { HandledEvent } from '../../checkout/ports.ts'
import { auditRunFrom, type StoredAuditRun } from '../audit-runs.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { changeFrom } from './order-history.ts'
import { orderFrom } from './rows.ts'

/** Where a page ended: the last order on it. */
export type Place = { readonly createdAt: number; readonly orderId: string }

export type OrderBook = {
  /** Newest first; `after` is where the previous page ended, and `next` where this one does, if there is more. */
  listOrders(query: {
    state: OrderState | undefined
    after: Place | undefined
    limit: number
  }): Promise<{ readonly orders: readonly Order[]; readonly next: Place | undefined }>
  /** By the shop's reference, or the whole id of an order, attempt, charge or refund, ours or Omise's. */
  findOrders(id: string): Promise<readonly Order[]>
  readHistory(order: Order): Promise<readonly HistoryEntry[]>
  /** The last one that came to its end, and when the next is due. */
  readAudit(): Promise<{ readonly last: StoredAuditRun | undefined; readonly dueAt: number }>
}

/** Real orders have fewer; a test's order with more must not take minutes to read. */
const mostEntries = 200

export function createOrderBook({ db }: Database): OrderBook {
  return { listOrders, findOrders, readHistory, readAudit }

  async function listOrders({ state, after, limit }: Parameters<OrderBook['listOrders']>[0]) {
    const page = db
      .selectFrom('orders')
      .$if(state !== undefined, (orders) => orders.where('state', '=', state ?? ''))
      .$if(after !== undefined, (orders) =>
        orders.where((or) =>
          or(
            or.refTuple('created_at', 'id'),
            '<',
            or.tuple(after?.createdAt ?? 0, after?.orderId ?? ''),
          ),
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      // One more than is returned: if it is there, there is a next page.
      .limit(limit + 1)
    const found = await ordersOf(page)
    const orders = found.slice(0, limit)
    const last = orders.at(-1)
    const next =
      last === undefined || found.length <= limit
        ? undefined
        : { createdAt: last.createdAt, orderId: last.id }
    return { orders, next }
  }

  function findOrders(id: string): Promise<readonly Order[]> {
    const orderIds = db
      .selectFrom('attempts')
      .select('order_id')
      .where('id', '=', id)
      .union(db.selectFrom('attempts').select('order_id').where('charge_id', '=', id))
      .union(db.selectFrom('refunds').select('order_id').where('id', '=', id))
      .union(db.selectFrom('refunds').select('order_id').where('omise_id', '=', id))
      .union(db.selectFrom('orders').select('id as order_id').where('id', '=', id))
      .union(db.selectFrom('orders').select('id as order_id').where('reference', '=', id))
    return ordersOf(db.selectFrom('orders').where('id', 'in', orderIds))
  }

  /** Three queries for a whole page, each the same text for every page. */
  async function ordersOf(
    page: SelectQueryBuilder<Tables, 'orders', object>,
  ): Promise<readonly Order[]> {
    const ids = asTable(page.select('id'))
    const [rows, attempts, refunds] = await Promise.all([
      page.selectAll().execute(),
      db
        .selectFrom('attempts')
        .selectAll()
        .where('order_id', 'in', ids)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
      db
        .selectFrom('refunds')
        .selectAll()
        .where('order_id', 'in', ids)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    ])
    const attemptsOf = Map.groupBy(attempts, (row) => row.order_id)
    const refundsOf = Map.groupBy(refunds, (row) => row.order_id)
    return rows.map((row) =>
      orderFrom(row, attemptsOf.get(row.id) ?? [], refundsOf.get(row.id) ?? []),
    )
  }

  async function readHistory(order: Order): Promise<readonly HistoryEntry[]> {
    const [changes, events] = await Promise.all([readChanges(order.id), readEvents(order)])
    return historyOf(order, changes, events)
  }

  async function readChanges(orderId: string): Promise<readonly KnownChange[]> {
    const rows = await db
      .selectFrom('order_history')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('at')
      .limit(mostEntries)
      .execute()
    return rows.map(changeFrom)
  }

  async function readEvents({ id }: Order): Promise<readonly HandledEvent[]> {
    const rows = await db
      .selectFrom('attempts')
      .innerJoin('webhook_events', 'webhook_events.charge_id', 'attempts.charge_id')
      .selectAll('webhook_events')
      .where('attempts.order_id', '=', id)
      .orderBy('received_at')
      .limit(mostEntries)
      .execute()
    return rows.map((row) => ({
      eventId: row.event_id,
      key: row.key,
      chargeId: row.charge_id,
      outcome: row.outcome,
      receivedAt: row.received_at,
    }))
  }

  async function readAudit() {
    const last = await db
      .selectFrom('sweep_runs')
      .selectAll()
      .orderBy('ended_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const { due_at } = await db.selectFrom('sweeps').select('due_at').executeTakeFirstOrThrow()
    return { last: last && auditRunFrom(last), dueAt: due_at }
  }

  /** A subquery with a limit, as a table of its own: both engines accept that after `in`. */
  function asTable(ids: Expression<{ id: string }>) {
    return sql<string>`(select id from ${ids} as page)`
  }
}
