import { refundedSatang } from '../refunds/refund.ts'
import { isLive } from './attempt.ts'
import { type Order, successfulAttempt } from './order.ts'

export const orderStates = [
  'unpaid',
  'pending',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'cancelled',
] as const

/**
 * An order as its merchant sees it. `voided`: all of it was undone on the
 * charge's own day. `cancelled`: the shop cancelled it while it was unpaid.
 */
export type OrderState = (typeof orderStates)[number]

/** Where an order stands, from its attempts and refunds alone. */
export function orderStateOf(order: Order): OrderState {
  const paid = successfulAttempt(order)
  if (paid === undefined) {
    if (order.cancelledAt !== null) return 'cancelled'
    return order.attempts.some(isLive) ? 'pending' : 'unpaid'
  }
  const refunded = refundedSatang(order.refunds, paid.id)
  if (refunded === 0) return 'paid'
  if (refunded < paid.amountSatang) return 'partially_refunded'
  const done = order.refunds.filter((one) => one.attemptId === paid.id && one.state === 'done')
  return done.every((one) => one.voided) ? 'voided' : 'refunded'
}
