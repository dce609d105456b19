import type { Transaction } from 'kysely'
import type { Order } from '../checkout/order.ts'
import type { OrderStore } from '../checkout/ports.ts'
import { compileOnce } from './compile-once.ts'
import type { Database } from './database.ts'
import { attemptRow, refundRow } from './rows.ts'
import type { AttemptRow, RefundRow, Tables } from './schema.ts'
import type { Writer } from './writer.ts'

/** Saves what changed in an order, unless somebody else has saved it meanwhile. */
export function createOrderSaver({ db }: Database, writer: Writer): OrderStore['saveOrder'] {
  const raiseVersion = compileOnce<Order, unknown>((given) =>
    db
      .updateTable('orders')
      .set({
        version: given((order) => order.version),
        due_at: given((order) => order.dueAt),
        checks: 0,
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
      ),
  )
  const putAttempt = compileOnce<AttemptRow, unknown>((given) =>
    db
      .insertInto('attempts')
      .values({
        id: given((row) => row.id),
        order_id: given((row) => row.order_id),
        state: given((row) => row.state),
        source_id: given((row) => row.source_id),
        charge_id: given((row) => row.charge_id),
        authorize_uri: given((row) => row.authorize_uri),
        failure_code: given((row) => row.failure_code),
        failure_message: given((row) => row.failure_message),
        created_at: given((row) => row.created_at),
        paid_at: given((row) => row.paid_at),
        expires_at: given((row) => row.expires_at),
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          state: ref('excluded.state'),
          source_id: ref('excluded.source_id'),
          charge_id: ref('excluded.charge_id'),
          authorize_uri: ref('excluded.authorize_uri'),
          failure_code: ref('excluded.failure_code'),
          failure_message: ref('excluded.failure_message'),
          paid_at: ref('excluded.paid_at'),
          expires_at: ref('excluded.expires_at'),
        })),
      ),
  )

  return async (before, after) => {
    const attempts = after.attempts.filter((one) => !before.attempts.includes(one))
    const refunds = after.refunds.filter((one) => !before.refunds.includes(one))
    if (attempts.length + refunds.length === 0) return after
    const saved = { ...after, version: before.version + 1 }
    return writer.transact(async (transaction) => {
      const { numAffectedRows } = await transaction.executeQuery(raiseVersion(saved))
      if (numAffectedRows !== 1n) return undefined
      // What leaves the unique index comes before what enters it.
      const leaving = attempts.filter((one) => one.state === 'superseded')
      const entering = attempts.filter((one) => one.state !== 'superseded')
      for (const attempt of [...leaving, ...entering])
        await transaction.executeQuery(putAttempt(attemptRow(saved.id, attempt)))
      for (const refund of refunds) await putRefund(transaction, refundRow(saved.id, refund))
      return saved
    })
  }
}

async function putRefund(transaction: Transaction<Tables>, row: RefundRow): Promise<void> {
  await transaction
    .insertInto('refunds')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
