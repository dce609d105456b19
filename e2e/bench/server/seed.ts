/** Orders in the database as the shop would have left them, without having gone through the shop. */
import { type Kysely, sql } from 'kysely'
import type { Attempt } from '../../../server-example/checkout/order/attempt.ts'
import type { Order } from '../../../server-example/checkout/order/order.ts'
import { hashToken } from '../../../server-example/checkout/order/order-token.ts'
import { createIds } from '../../../server-example/runtime/ids.ts'
import type { Database } from '../../../server-example/store/database.ts'
import { attemptRow, orderRow } from '../../../server-example/store/orders/rows.ts'
import type { Tables } from '../../../server-example/store/schema.ts'
import { chargeIdOf } from './charge-id.ts'

export type SeededOrder = { readonly orderId: string; readonly chargeId: string }

/** `unpaid`: nothing was tried. `paying`: a charge waits, and Omise says that it is paid by now. */
export type SeededState = 'unpaid' | 'pending' | 'paying' | 'settled'

/** The token of every seeded order. */
export const seededToken = 'the-token-of-every-order-of-the-bench'

const tokenHash = hashToken(seededToken)
const amountSatang = 100_000
const rowsAtOnce = 500
const dayMs = 86_400_000
const tenMinutesMs = 600_000
const orderColumns = [...Object.keys(orderRow(orderIn('unpaid'))), 'checks']
const attemptColumns = Object.keys(attemptRow('', attemptIn('settled', '', 0)))

/** Writes that many orders and answers the last of them, at most `keep`. */
export async function seedOrders(
  { db }: Database,
  { count, state, keep = 20_000 }: { count: number; state: SeededState; keep?: number },
): Promise<readonly SeededOrder[]> {
  const kept: SeededOrder[] = []
  await db.transaction().execute(async (transaction) => {
    for (let done = 0; done < count; done += rowsAtOnce) {
      const orders = Array.from({ length: Math.min(rowsAtOnce, count - done) }, () =>
        orderIn(state),
      )
      const rows = orders.map((order) => ({ ...orderRow(order), leased_until: null, checks: 0 }))
      await transaction.insertInto('orders').values(rows).execute()
      const attempts = orders.flatMap(({ id, attempts }) =>
        attempts.map((one) => attemptRow(id, one)),
      )
      if (attempts.length > 0) await transaction.insertInto('attempts').values(attempts).execute()
      if (count - done <= keep + rowsAtOnce)
        for (const { id, attempts } of orders)
          kept.push({ orderId: id, chargeId: attempts[0]?.chargeId ?? '' })
    }
  })
  return kept.slice(-keep)
}

/**
 * Brings the orders in the database to that many, by copies of those that are
 * there, each with its one attempt: a million in a minute.
 */
export async function multiplyOrders({ db }: Database, count: number): Promise<void> {
  const { have } = await db
    .selectFrom('orders')
    .select((order) => order.fn.countAll<number>().as('have'))
    .executeTakeFirstOrThrow()
  let made = Number(have)
  for (let round = 0; made < count; round += 1) {
    const more = Math.min(made, count - made)
    await copyRows(db, 'orders', ['id', 'reference'], round, more)
    await copyRows(db, 'attempts', ['order_id', 'id', 'charge_id'], round, more)
    made += more
  }
}

/** Copies the first rows in the order of the first name; all those names get another end. */
async function copyRows(
  db: Kysely<Tables>,
  table: 'orders' | 'attempts',
  renamed: readonly string[],
  round: number,
  count: number,
): Promise<void> {
  const columns = table === 'orders' ? orderColumns : attemptColumns
  const values = columns.map((name) =>
    renamed.includes(name) ? sql`${sql.ref(name)} || ${`.${round}`}` : sql.ref(name),
  )
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${sql.table(table)} order by ${sql.ref(renamed[0] ?? 'id')} limit ${sql.lit(count)}`.execute(
    db,
  )
}

/** The daily audit would compare all of it with a provider that has forgotten everything. */
export async function postponeAudit({ db }: Database): Promise<void> {
  await db
    .updateTable('sweeps')
    .set({ due_at: Date.now() + 365 * dayMs })
    .execute()
}

function orderIn(state: SeededState): Order {
  // Buyers pay what they have just ordered; what is settled or left open is of the whole week.
  const withinMs = state === 'unpaid' || state === 'paying' ? tenMinutesMs : 7 * dayMs
  const createdAt = Date.now() - Math.floor(Math.random() * withinMs)
  const id = createIds(() => createdAt).orderId()
  return {
    id,
    reference: id,
    description: 'Gift box',
    metadata: {},
    tokenHashes: [tokenHash],
    amountSatang,
    currency: 'THB',
    createdAt,
    cancelledAt: null,
    attempts: state === 'unpaid' ? [] : [attemptIn(state, id, createdAt)],
    refunds: [],
    eventCount: 0,
    // Not before the bench's own reconciler comes, whose clock is ahead.
    dueAt: state === 'pending' || state === 'paying' ? Date.now() + dayMs : null,
    version: 1,
  }
}

function attemptIn(
  state: Exclude<SeededState, 'unpaid'>,
  orderId: string,
  createdAt: number,
): Attempt {
  const id = createIds(() => createdAt).attemptId()
  const isSettled = state === 'settled'
  const status = state === 'pending' ? 'pending' : 'successful'
  return {
    id,
    state: isSettled ? 'successful' : 'pending',
    sourceId: `src_${id.slice(4)}`,
    chargeId: chargeIdOf({ orderId, attemptId: id, amountSatang, status }),
    amountSatang,
    authorizeUri: 'http://omise.test/payments/authorize',
    failureCode: null,
    failureMessage: null,
    createdAt,
    paidAt: isSettled ? createdAt + 60_000 : null,
    expiresAt: createdAt + 30 * dayMs,
    reversedAt: null,
    method: 'truemoney',
    qr: null,
    disputedAt: null,
  }
}
