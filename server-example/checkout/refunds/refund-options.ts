/** What can be refunded of an order now: used before a refund is offered, and again before it is made. */
import { methodOf } from '../../methods/methods.ts'
import type { Attempt } from '../order/attempt.ts'
import { type Order, successfulAttempt } from '../order/order.ts'
import { committedSatang, isUnresolved } from './refund.ts'
import { endOfDay } from './refund-policy.ts'

/** Why nothing can be refunded. */
export const whyNots = ['not_paid', 'under_way', 'nothing_left', 'too_many', 'too_late'] as const
export type WhyNot = (typeof whyNots)[number]

export type RefundOptions = {
  /** `null` when something can be refunded. */
  readonly whyNot: WhyNot | null
  readonly leftSatang: number
  readonly refundsMade: number
  /** Until then all of it can be voided, if nothing was refunded before; `null` without a payment. */
  readonly voidUntil: number | null
  readonly refundUntil: number | null
}

/** From what is stored. The attempt is a moment older than its charge, so that a deadline here is never too late. */
export function refundOptions(order: Order, now: number): RefundOptions {
  const paid = successfulAttempt(order)
  if (paid === undefined)
    return {
      whyNot: 'not_paid',
      leftSatang: 0,
      refundsMade: 0,
      voidUntil: null,
      refundUntil: null,
    }
  const leftSatang = paid.amountSatang - committedSatang(order.refunds, paid.id)
  return {
    whyNot: whyNot(order, paid, { leftSatang, chargedAt: paid.createdAt, now }),
    leftSatang,
    refundsMade: refundsMade(order, paid),
    voidUntil: leftSatang === paid.amountSatang ? endOfDay(paid.createdAt) : null,
    refundUntil: paid.createdAt + methodOf(paid.method).refunds.refundWithinMs,
  }
}

/** Returns why nothing of a paid attempt can be refunded, `null` when something can. */
export function whyNot(
  order: Order,
  attempt: Attempt,
  known: { leftSatang: number; chargedAt: number; now: number },
): Exclude<WhyNot, 'not_paid'> | null {
  if (order.refunds.some(isUnresolved)) return 'under_way'
  if (known.leftSatang <= 0) return 'nothing_left'
  const { mostRefunds, refundWithinMs } = methodOf(attempt.method).refunds
  if (refundsMade(order, attempt) >= mostRefunds) return 'too_many'
  return known.now - known.chargedAt > refundWithinMs ? 'too_late' : null
}

function refundsMade(order: Order, attempt: Attempt): number {
  return order.refunds.filter((one) => one.attemptId === attempt.id && one.state === 'done').length
}
