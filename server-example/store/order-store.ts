import { sql, type Transaction } from 'kysely'
import type { Order } from '../checkout/order.ts'
import type { ChargedAttempt, HandledEvent, LeasedOrder, OrderStore } from '../checkout/ports.ts'
import type { Database } from './database.ts'
import { attemptRow, orderFrom, orderRow, refundRow } from './rows.ts'
import type { AttemptRow, RefundRow, Tables } from './schema.ts'

/** A sweep that has not ended by then has died with its process. */
const sweepLeaseMs = 60 * 60_000

/** Orders with their attempts and refunds in SQL; the same code for every engine. */
export function createOrderStore({ db, engine }: Database): OrderStore {
  return {
    insertOrder,
    findOrder,
    findOrderOf,
    saveOrder,
    leaseDueOrders,
    releaseOrder,
    recordEvent,
    listChargedAttempts,
    claimSweep,
    finishSweep,
  }

  async function insertOrder(order: Order): Promise<void> {
    await db
      .insertInto('orders')
      .values({ ...orderRow(order), leased_until: null, checks: 0 })
      .execute()
  }

  async function findOrder(orderId: string): Promise<Order | undefined> {
    const row = await db
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', orderId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const attempts = await db
      .selectFrom('attempts')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    // Only what was paid can have been given back: most orders are spared the look.
    const mayHaveRefunds = attempts.some(({ paid_at }) => paid_at !== null)
    return orderFrom(row, attempts, mayHaveRefunds ? await findRefunds(orderId) : [])
  }

  function findRefunds(orderId: string): Promise<RefundRow[]> {
    return db
      .selectFrom('refunds')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  }

  async function findOrderOf(charge: {
    id: string
    attemptId: string | null
  }): Promise<Order | undefined> {
    const row = await db
      .selectFrom('attempts')
      .select('order_id')
      .where((or) =>
        or.or([or('charge_id', '=', charge.id), or('id', '=', charge.attemptId ?? '')]),
      )
      .executeTakeFirst()
    return row && findOrder(row.order_id)
  }

  async function saveOrder(before: Order, after: Order): Promise<Order | undefined> {
    const attempts = after.attempts.filter((one) => !before.attempts.includes(one))
    const refunds = after.refunds.filter((one) => !before.refunds.includes(one))
    if (attempts.length + refunds.length === 0) return after
    const saved = { ...after, version: before.version + 1 }
    return db.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('orders')
        .set({ version: saved.version, due_at: saved.dueAt, checks: 0 })
        .where('id', '=', before.id)
        .where('version', '=', before.version)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return undefined
      // What leaves the unique index comes before what enters it.
      const leaving = attempts.filter((one) => one.state === 'superseded')
      const entering = attempts.filter((one) => one.state !== 'superseded')
      for (const attempt of [...leaving, ...entering])
        await putAttempt(transaction, attemptRow(before.id, attempt))
      for (const refund of refunds) await putRefund(transaction, refundRow(before.id, refund))
      return saved
    })
  }

  async function leaseDueOrders({
    now,
    untilMs,
    limit,
  }: {
    now: number
    untilMs: number
    limit: number
  }): Promise<readonly LeasedOrder[]> {
    const rows = await db
      .updateTable('orders')
      .set((order) => ({ leased_until: untilMs, checks: order('checks', '+', 1) }))
      .where('id', 'in', (orders) =>
        orders
          .selectFrom('orders')
          .select('id')
          .where('due_at', '<=', now)
          .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
          .orderBy('due_at')
          .limit(limit)
          // SQLite has one writer at a time; on PostgreSQL two must not wait for the same rows.
          .$if(engine === 'postgres', (due) => due.forUpdate().skipLocked()),
      )
      .returning(['id', 'checks'])
      .execute()
    return rows.map((row) => ({ orderId: row.id, checks: row.checks - 1 }))
  }

  async function releaseOrder(
    orderId: string,
    { untilMs, dueAt }: { untilMs: number; dueAt: number },
  ): Promise<void> {
    // `checks` is 0 again when the order changed meanwhile, and then it says itself when it is due.
    await db
      .updateTable('orders')
      .set((order) => ({
        leased_until: null,
        due_at: order
          .case()
          .when(order.and([order('due_at', 'is not', null), order('checks', '>', 0)]))
          .then(sql<number>`cast(${dueAt} as bigint)`)
          .else(order.ref('due_at'))
          .end(),
      }))
      .where('id', '=', orderId)
      .where('leased_until', '=', untilMs)
      .execute()
  }

  async function recordEvent(event: HandledEvent): Promise<void> {
    await db
      .insertInto('webhook_events')
      .values({
        event_id: event.eventId,
        received_at: event.receivedAt,
        key: event.key,
        charge_id: event.chargeId,
        outcome: event.outcome,
      })
      .execute()
  }

  async function listChargedAttempts(sinceMs: number): Promise<readonly ChargedAttempt[]> {
    const rows = await db
      .selectFrom('attempts')
      .select(['id', 'order_id', 'charge_id'])
      .where('created_at', '>=', sinceMs)
      .where('charge_id', 'is not', null)
      .$narrowType<{ charge_id: string }>()
      .execute()
    return rows.map((row) => ({
      orderId: row.order_id,
      attemptId: row.id,
      chargeId: row.charge_id,
    }))
  }

  async function claimSweep(now: number): Promise<{ readonly sinceMs: number } | undefined> {
    const row = await db
      .updateTable('sweeps')
      .set({ due_at: now + sweepLeaseMs })
      .where('due_at', '<=', now)
      .returning('swept_until')
      .executeTakeFirst()
    return row && { sinceMs: row.swept_until }
  }

  async function finishSweep(untilMs: number, nextAt: number): Promise<void> {
    await db.updateTable('sweeps').set({ swept_until: untilMs, due_at: nextAt }).execute()
  }
}

async function putAttempt(transaction: Transaction<Tables>, row: AttemptRow): Promise<void> {
  await transaction
    .insertInto('attempts')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function putRefund(transaction: Transaction<Tables>, row: RefundRow): Promise<void> {
  await transaction
    .insertInto('refunds')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
