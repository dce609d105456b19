import type { CompiledQuery } from 'kysely'
import type { Order } from '../../checkout/order/order.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import { compileOnce } from '../compile-once.ts'
import type { Database } from '../database.ts'
import type { AttemptRow, RefundRow } from '../schema.ts'
import { orderFrom } from './rows.ts'

/** Reads an order with its attempts in one query, and its refunds in another where there can be some. */
export function createOrderReader({
  db,
}: Database): Pick<OrderStore, 'findOrder' | 'findOrderByReference' | 'findOrderOf'> {
  const orders = db
    .selectFrom('orders')
    .leftJoin('attempts', 'attempts.order_id', 'orders.id')
    .selectAll('orders')
    .select([
      'attempts.id as attempt_id',
      'attempts.state',
      'attempts.source_id',
      'attempts.method',
      'attempts.charge_id',
      'attempts.amount_satang as attempt_amount_satang',
      'attempts.authorize_uri',
      'attempts.qr_uri',
      'attempts.qr_filename',
      'attempts.failure_code',
      'attempts.failure_message',
      'attempts.created_at as attempt_created_at',
      'attempts.paid_at',
      'attempts.expires_at',
      'attempts.reversed_at',
      'attempts.disputed_at',
    ])
    .orderBy('attempts.created_at')
    .orderBy('attempts.id')
  type Row = Awaited<ReturnType<typeof orders.execute>>[number]

  const byId = compileOnce<string, Row>((given) =>
    orders.where(
      'orders.id',
      '=',
      given((orderId) => orderId),
    ),
  )
  const byReference = compileOnce<string, Row>((given) =>
    orders.where(
      'orders.reference',
      '=',
      given((reference) => reference),
    ),
  )
  const byCharge = compileOnce<{ id: string; attemptId: string | null }, Row>((given) =>
    orders.where('orders.id', '=', (known) =>
      known
        .selectFrom('attempts as one')
        .select('one.order_id')
        .where((or) =>
          or.or([
            or(
              'one.charge_id',
              '=',
              given(({ id }) => id),
            ),
            or(
              'one.id',
              '=',
              given(({ attemptId }) => attemptId ?? ''),
            ),
          ]),
        )
        .limit(1),
    ),
  )
  const refundsOf = compileOnce<string, RefundRow>((given) =>
    db
      .selectFrom('refunds')
      .selectAll()
      .where(
        'order_id',
        '=',
        given((orderId) => orderId),
      )
      .orderBy('created_at')
      .orderBy('id'),
  )

  return {
    findOrder: (orderId) => read(byId(orderId)),
    findOrderByReference: (reference) => read(byReference(reference)),
    findOrderOf: (charge) => read(byCharge(charge)),
  }

  async function read(query: CompiledQuery<Row>): Promise<Order | undefined> {
    const { rows } = await db.executeQuery(query)
    const [order] = rows
    if (order === undefined) return undefined
    const attempts = rows.flatMap(attemptOf)
    // Only a paid order can have refunds: most orders need no second query.
    const mayHaveRefunds = attempts.some(({ paid_at }) => paid_at !== null)
    const refunds = mayHaveRefunds ? (await db.executeQuery(refundsOf(order.id))).rows : []
    return orderFrom(order, attempts, refunds)
  }

  /** An order without attempts comes as one row without one. */
  function attemptOf({ id, attempt_id, state, ...row }: Row): AttemptRow[] {
    const { attempt_created_at: created_at, attempt_amount_satang: amount_satang } = row
    if (attempt_id === null || state === null || created_at === null || amount_satang === null)
      return []
    return [{ ...row, id: attempt_id, order_id: id, state, created_at, amount_satang }]
  }
}
