/** What the shop reads of its orders: money in satang, times in ISO 8601. */

import type * as z from 'zod/mini'
import type { Attempt } from '../checkout/order/attempt.ts'
import type { HistoryEntry } from '../checkout/order/history.ts'
import { iso, isoOrNull } from '../checkout/order/iso-time.ts'
import { type Order, successfulAttempt } from '../checkout/order/order.ts'
import { orderStateOf } from '../checkout/order/order-state.ts'
import { refundedSatang } from '../checkout/refunds/refund.ts'
import { refundOptions } from '../checkout/refunds/refund-options.ts'
import { methodOf } from '../methods/methods.ts'
import type { orderDetails, orderLine, shopOrder } from './order-answers.ts'

export type ShopOrder = Readonly<z.output<typeof shopOrder>>

/** An order as the shop gets it when it makes or changes one, and with its events. */
export function shopOrderOf(order: Order): ShopOrder {
  return {
    orderId: order.id,
    reference: order.reference,
    amount: order.amountSatang,
    currency: order.currency,
    status: orderStateOf(order),
  }
}

/** A line of a list. The failure is that of the last try, as long as nothing is paid. */
export function lineOf(order: Order): OrderLine {
  const paid = successfulAttempt(order)
  const last = paid ?? order.attempts.at(-1)
  return {
    orderId: order.id,
    reference: order.reference,
    description: order.description,
    state: orderStateOf(order),
    amount: order.amountSatang,
    refundedAmount: paid === undefined ? 0 : refundedSatang(order.refunds, paid.id),
    currency: order.currency,
    attempts: order.attempts.length,
    lastAttempt: last === undefined ? null : lastOf(last),
    createdAt: iso(order.createdAt),
  }
}

function lastOf({
  state,
  method,
  failureCode,
  reversedAt,
  disputedAt,
}: Attempt): OrderLine['lastAttempt'] {
  return {
    state,
    method,
    failureCode,
    reversedAt: isoOrNull(reversedAt),
    disputedAt: isoOrNull(disputedAt),
  }
}

export type OrderDetails = z.output<typeof orderDetails>
type OrderLine = z.output<typeof orderLine>

export function detailsOf(
  order: Order,
  history: readonly HistoryEntry[],
  now: number,
): OrderDetails {
  return {
    ...lineOf(order),
    version: order.version,
    metadata: order.metadata,
    cancelledAt: isoOrNull(order.cancelledAt),
    attempts: order.attempts.map((one) => ({
      attemptId: one.id,
      state: one.state,
      amount: one.amountSatang,
      method: one.method,
      chargeId: one.chargeId,
      sourceId: one.sourceId,
      failureCode: one.failureCode,
      failureMessage: one.failureMessage,
      createdAt: iso(one.createdAt),
      paidAt: isoOrNull(one.paidAt),
      expiresAt: isoOrNull(one.expiresAt),
      reversedAt: isoOrNull(one.reversedAt),
      disputedAt: isoOrNull(one.disputedAt),
    })),
    refunds: order.refunds.map((one) => ({
      refundId: one.id,
      omiseId: one.omiseId,
      attemptId: one.attemptId,
      state: one.state,
      amount: one.amountSatang,
      voided: one.voided,
      reason: one.reason,
      refusal: one.refusal,
      createdAt: iso(one.createdAt),
    })),
    history: history.map(({ at, ...entry }) => ({ at: iso(at), ...entry })),
    refundOptions: refundOptionsOf(order, now),
  }
}

function refundOptionsOf(order: Order, now: number): OrderDetails['refundOptions'] {
  const options = refundOptions(order, now)
  const voidUntil = options.voidUntil !== null && now < options.voidUntil ? options.voidUntil : null
  return {
    whyNot: options.whyNot,
    left: options.leftSatang,
    refundsMade: options.refundsMade,
    mostRefunds: methodOf(successfulAttempt(order)?.method ?? null).refunds.mostRefunds,
    voidUntil: isoOrNull(voidUntil),
    refundUntil: isoOrNull(options.refundUntil),
  }
}
