import { type SelectQueryBuilder, sql } from 'kysely'
import type { AuditRun } from '../../checkout/audit/audit-run.ts'
import type { Order } from '../../checkout/order/order.ts'
import type { ChargedAttempt, HandledEvent, LeasedOrder, OrderStore } from '../../checkout/ports.ts'
import { auditRunRow } from '../audit-runs.ts'
import { compileOnce } from '../compile-once.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { createOrderReader } from './read-order.ts'
import { orderRow } from './rows.ts'
import { createOrderSaver } from './save-order.ts'

type Due = SelectQueryBuilder<Tables, 'orders', { id: string }>

/** The share of each lease that goes to the orders that have waited longest, so that none waits for ever. */
const oldestShare = 0.3
/** Limits how many due orders are sorted. */
const mostCompared = 500

/** An audit that has not ended by then has died with its process. */
const auditLeaseMs = 60 * 60_000

/**
 * Orders with their attempts and refunds in SQL; the same code for every engine.
 * `onEvents` is called after a save has put events into the outbox.
 */
export function createOrderStore(database: Database, onEvents: () => void = () => {}): OrderStore {
  const { db, engine } = database
  const writer = engine.createWriter(db)
  // `checks` is 0 again when the order changed meanwhile: then its own `due_at` stays.
  const release = compileOnce<{ orderId: string; untilMs: number; dueAt: number }, unknown>(
    (given) =>
      db
        .updateTable('orders')
        .set((order) => ({
          leased_until: null,
          due_at: order
            .case()
            .when(order.and([order('due_at', 'is not', null), order('checks', '>', 0)]))
            .then(sql<number>`cast(${given(({ dueAt }) => dueAt)} as bigint)`)
            .else(order.ref('due_at'))
            .end(),
        }))
        .where(
          'id',
          '=',
          given(({ orderId }) => orderId),
        )
        .where(
          'leased_until',
          '=',
          given(({ untilMs }) => untilMs),
        ),
  )
  const record = compileOnce<HandledEvent, unknown>((given) =>
    db.insertInto('webhook_events').values({
      event_id: given(({ eventId }) => eventId),
      received_at: given(({ receivedAt }) => receivedAt),
      key: given(({ key }) => key),
      charge_id: given(({ chargeId }) => chargeId),
      outcome: given(({ outcome }) => outcome),
    }),
  )
  return {
    ...createOrderReader(database),
    saveOrder: createOrderSaver(database, writer, onEvents),
    insertOrder,
    leaseDueOrders,
    releaseOrder,
    recordEvent,
    listChargedAttempts,
    claimAudit,
    claimListReading,
    finishAudit,
    recordAudit,
  }

  async function insertOrder(order: Order): Promise<boolean> {
    const { numAffectedRows } = await writer.run(
      db
        .insertInto('orders')
        .values({ ...orderRow(order), leased_until: null, checks: 0 })
        .onConflict((conflict) => conflict.column('reference').doNothing())
        .compile(),
    )
    return numAffectedRows === 1n
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
    const mostRecent = limit - Math.floor(limit * oldestShare)
    const recent = await lease((due) => mostLikely(due, now), mostRecent)
    // Fewer than requested: nothing else is due.
    const oldest =
      recent.length < mostRecent
        ? []
        : await lease((due) => due.orderBy('due_at'), limit - mostRecent)
    return [...recent, ...oldest].map((row) => ({ orderId: row.id, checks: row.checks - 1 }))

    async function lease(sorted: (due: Due) => Due, count: number) {
      if (count === 0) return []
      const due = db
        .selectFrom('orders')
        .select('id')
        .where('due_at', '<=', now)
        .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
      const query = db
        .updateTable('orders')
        .set((order) => ({ leased_until: untilMs, checks: order('checks', '+', 1) }))
        .where(
          'id',
          'in',
          sorted(due)
            .limit(count)
            // Two processes must not wait for the same rows.
            .$if(engine.isShared, (rows) => rows.forUpdate().skipLocked()),
        )
        .returning(['id', 'checks'])
      return (await writer.run(query.compile())).rows
    }
  }

  /** Of the orders that became due last, those leased least often: their state changes most. */
  function mostLikely(due: Due, now: number): Due {
    const lastDue = db
      .selectFrom('orders')
      .select('id')
      .where('due_at', '<=', now)
      .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
      .orderBy('due_at', 'desc')
      .limit(mostCompared)
      .as('last_due')
    return due
      .where('id', 'in', db.selectFrom(lastDue).select('last_due.id'))
      .orderBy('checks')
      .orderBy('due_at', 'desc')
  }

  async function releaseOrder(
    orderId: string,
    { untilMs, dueAt }: { untilMs: number; dueAt: number },
  ): Promise<void> {
    await writer.run(release({ orderId, untilMs, dueAt }))
  }

  async function recordEvent(event: HandledEvent): Promise<void> {
    await writer.run(record(event))
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

  async function claimAudit(now: number): Promise<{ readonly sinceMs: number } | undefined> {
    const query = db
      .updateTable('sweeps')
      .set({ due_at: now + auditLeaseMs })
      .where('due_at', '<=', now)
      .returning('swept_until')
    const [row] = (await writer.run(query.compile())).rows
    return row && { sinceMs: row.swept_until }
  }

  async function claimListReading({
    now,
    pauseMs,
  }: {
    now: number
    pauseMs: number
  }): Promise<number> {
    const claim = db
      .updateTable('list_readings')
      .set({ next_at: now + pauseMs })
      // A time beyond the next pause was written by a clock that has been set right since.
      .where((or) => or.or([or('next_at', '<=', now), or('next_at', '>', now + pauseMs)]))
    if ((await writer.run(claim.compile())).numAffectedRows === 1n) return 0
    const { next_at } = await db
      .selectFrom('list_readings')
      .select('next_at')
      .executeTakeFirstOrThrow()
    return Math.max(1, next_at - now)
  }

  async function finishAudit(untilMs: number, nextAt: number): Promise<void> {
    const query = db.updateTable('sweeps').set({ swept_until: untilMs, due_at: nextAt })
    await writer.run(query.compile())
  }

  async function recordAudit(run: AuditRun): Promise<void> {
    await writer.run(db.insertInto('sweep_runs').values(auditRunRow(run)).compile())
  }
}
