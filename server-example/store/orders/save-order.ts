import { type QueryCreator, type QueryResult, type RawBuilder, sql, type Transaction } from 'kysely'
import { isExclusive } from '../../checkout/order/attempt.ts'
import type { Order } from '../../checkout/order/order.ts'
import { orderStateOf } from '../../checkout/order/order-state.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import { eventsBetween } from '../../shop/events-between.ts'
import { compileOnce, type Given } from '../compile-once.ts'
import type { Database } from '../database.ts'
import type { Writer } from '../engine.ts'
import { insertEvents } from '../outbox/outbox-rows.ts'
import type { AttemptRow, RefundRow, Tables } from '../schema.ts'
import { historyRows } from './order-history.ts'
import { attemptRow, refundRow } from './rows.ts'

/** Saves what changed in an order; resolves with `undefined` on a version conflict. */
export function createOrderSaver(
  { db, engine }: Database,
  writer: Writer,
  onEvents: () => void,
): OrderStore['saveOrder'] {
  const raiseVersion = compileOnce<Order, unknown>((given) => raising(db, given))
  const putAttempt = compileOnce<AttemptRow, unknown>((given) =>
    putting(db, sql`values (${sql.join(columns.map((name) => given((row) => row[name])))})`),
  )
  /** A database that is a network away does both in one statement. */
  const saveAttempt = compileOnce<{ order: Order; row: AttemptRow }, unknown>((given) =>
    putting(
      db.with('raised', (cte) =>
        raising(cte, (pick) => given(({ order }) => pick(order))).returning('id'),
      ),
      sql`select ${sql.join(columns.map((name) => given(({ row }) => row[name])))} from raised`,
    ),
  )

  const putFields = compileOnce<Order, unknown>((given) =>
    db
      .updateTable('orders')
      .set({
        amount_satang: given((order) => order.amountSatang),
        description: given((order) => order.description),
        metadata: given((order) => JSON.stringify(order.metadata)),
        token_hashes: given((order) => order.tokenHashes.join(' ')),
        cancelled_at: given((order) => order.cancelledAt),
      })
      .where(
        'id',
        '=',
        given((order) => order.id),
      ),
  )

  return async (before, after, triggered) => {
    const attempts = after.attempts.filter((one) => !before.attempts.includes(one))
    const refunds = after.refunds.filter((one) => !before.refunds.includes(one))
    const hasNewFields = fields.some((name) => before[name] !== after[name])
    if (attempts.length + refunds.length === 0 && !hasNewFields) return after
    const version = before.version + 1
    const events = eventsBetween(before, { ...after, version }, triggered.at)
    const saved = { ...after, version, eventCount: before.eventCount + events.length }
    // What leaves the unique index comes before what enters it.
    const entering = attempts.filter(isExclusive)
    const leaving = attempts.filter((one) => !isExclusive(one))
    const rows = [...leaving, ...entering].map((one) => attemptRow(saved.id, one))
    const [row, ...more] = rows
    const history = historyRows(before, saved, triggered)
    const isOneRow =
      more.length + refunds.length + history.length + events.length === 0 && !hasNewFields
    if (engine.isShared && isOneRow && row !== undefined)
      return hasChanged(await writer.run(saveAttempt({ order: saved, row }))) ? saved : undefined
    const written = await writer.transact(async (transaction) => {
      if (!hasChanged(await transaction.executeQuery(raiseVersion(saved)))) return undefined
      if (hasNewFields) await transaction.executeQuery(putFields(saved))
      for (const one of rows) await transaction.executeQuery(putAttempt(one))
      for (const refund of refunds) await putRefund(transaction, refundRow(saved.id, refund))
      for (const one of history) await transaction.insertInto('order_history').values(one).execute()
      // Last: on PostgreSQL the counter is locked from here to the commit.
      if (events.length > 0) await insertEvents(transaction, saved.id, events, triggered.at)
      return saved
    })
    if (written !== undefined && events.length > 0) onEvents()
    return written
  }
}

/** What of an order itself can change. */
const fields = ['amountSatang', 'description', 'metadata', 'tokenHashes', 'cancelledAt'] as const

/** Sets what changes with every save, unless another save has raised the version. */
function raising(db: QueryCreator<Tables>, given: Given<Order>) {
  return db
    .updateTable('orders')
    .set({
      version: given((order) => order.version),
      due_at: given((order) => order.dueAt),
      event_count: given((order) => order.eventCount),
      checks: 0,
      state: given(orderStateOf),
    })
    .where(
      'id',
      '=',
      given((order) => order.id),
    )
    .where(
      'version',
      '=',
      given((order) => order.version - 1),
    )
}

const columns = [
  'id',
  'order_id',
  'state',
  'source_id',
  'method',
  'charge_id',
  'amount_satang',
  'authorize_uri',
  'qr_uri',
  'qr_filename',
  'failure_code',
  'failure_message',
  'created_at',
  'paid_at',
  'expires_at',
  'reversed_at',
  'disputed_at',
] as const

function putting(db: QueryCreator<Tables>, values: RawBuilder<unknown>) {
  return db
    .insertInto('attempts')
    .columns(columns)
    .expression(values)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        source_id: ref('excluded.source_id'),
        method: ref('excluded.method'),
        charge_id: ref('excluded.charge_id'),
        amount_satang: ref('excluded.amount_satang'),
        authorize_uri: ref('excluded.authorize_uri'),
        qr_uri: ref('excluded.qr_uri'),
        qr_filename: ref('excluded.qr_filename'),
        failure_code: ref('excluded.failure_code'),
        failure_message: ref('excluded.failure_message'),
        paid_at: ref('excluded.paid_at'),
        expires_at: ref('excluded.expires_at'),
        reversed_at: ref('excluded.reversed_at'),
        disputed_at: ref('excluded.disputed_at'),
      })),
    )
}

function hasChanged({ numAffectedRows }: QueryResult<unknown>): boolean {
  return numAffectedRows === 1n
}

async function putRefund(transaction: Transaction<Tables>, row: RefundRow): Promise<void> {
  await transaction
    .insertInto('refunds')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
