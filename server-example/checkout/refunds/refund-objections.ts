/** What speaks against a refund that is asked for, and whether it can be a void. */
import { methodOf } from '../../methods/methods.ts'
import type { RefundRules } from '../../methods/refund-rules.ts'
import type { Attempt } from '../order/attempt.ts'
import type { Order } from '../order/order.ts'
import type { ReconcileDeps } from '../ports.ts'
import type { ChargeReading } from '../provider.ts'
import { committedSatang } from './refund.ts'
import { type WhyNot, whyNot } from './refund-options.ts'
import { isSameDay } from './refund-policy.ts'

/** Returns why this much of a charge cannot be refunded now, in a sentence for the merchant. */
export function objectionTo(
  deps: ReconcileDeps,
  {
    order,
    attempt,
    charge,
    amountSatang,
  }: {
    order: Order
    attempt: Attempt
    charge: ChargeReading
    amountSatang: number
  },
): string | undefined {
  const left = leftSatang(order, attempt, charge)
  const known = { leftSatang: left, chargedAt: charge.createdAt, now: omiseNow(deps) }
  const reason = whyNot(order, attempt, known)
  if (reason !== null) return objectionFor(reason, methodOf(attempt.method).refunds)
  return amountSatang > left
    ? `Expected at most the ${left} satang that are left, got ${amountSatang}.`
    : undefined
}

function objectionFor(reason: Exclude<WhyNot, 'not_paid'>, rules: RefundRules): string {
  switch (reason) {
    case 'under_way':
      return 'Another refund of this order is under way: read the order, then ask again.'
    case 'nothing_left':
      return 'All of it has been refunded already.'
    case 'too_many':
      return `Omise allows ${rules.mostRefunds} refunds of one charge, and all were made.`
    case 'too_late':
      return `TrueMoney charges can be refunded for ${rules.refundWithinMs / 86_400_000} days; they are over.`
  }
}

/** Returns what can still be refunded of a charge, by our refunds or by Omise's sum, whichever leaves less. */
export function leftSatang(order: Order, attempt: Attempt, charge: ChargeReading): number {
  const known = committedSatang(order.refunds, attempt.id)
  return charge.amountSatang - Math.max(known, charge.refundedSatang)
}

/** Returns whether the refund is asked for as a void. */
export function isVoid(deps: ReconcileDeps, charge: ChargeReading, amountSatang: number): boolean {
  const isWhole = amountSatang === charge.amountSatang
  return (
    isSameDay(charge.createdAt, omiseNow(deps)) &&
    (isWhole || methodOf(charge.method).refunds.voidsInPart)
  )
}

/** The charge's day and its thirty days are counted by Omise's clock. */
function omiseNow({ clock, omiseAheadMs }: ReconcileDeps): number {
  return clock.now() + (omiseAheadMs() ?? 0)
}
