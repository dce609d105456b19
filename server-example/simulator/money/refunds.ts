import { type Charge, refundedAmount, standingRefunds } from '../charges/charges.ts'
import { booleanParam, objectParam, type Params, readAmount } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import {
  isSameBangkokDay,
  isWithinRefundWindow,
  maxRefunds,
  refundPolicy,
} from './refund-policy.ts'

export type RefundDecision = { amount: number; voided: boolean; metadata: Params }

/** The flags of a charge that say what can still be given back. */
export function refundability(charge: Charge, now: number) {
  const { outcome } = charge
  const refundable =
    outcome.status === 'successful' &&
    standingRefunds(charge).length < maxRefunds &&
    refundedAmount(charge) < charge.amount &&
    isWithinRefundWindow(charge.createdAt, now)
  return {
    refundable,
    partiallyRefundable:
      refundable && outcome.status === 'successful' && refundPolicy[outcome.funding].partialRefund,
    canPerformVoid:
      refundable && standingRefunds(charge).length === 0 && isSameBangkokDay(charge.createdAt, now),
  }
}

/**
 * Decides `POST /charges/:id/refunds`. Codes and rules are Omise's, every message here is our choice.
 * Without `void`, a full refund on the day of the charge becomes a void, as Omise decides itself there.
 */
export function decideRefund(
  charge: Charge,
  params: Params,
  now: number,
): RefundDecision | Refusal {
  const { outcome } = charge
  if (outcome.status !== 'successful') {
    return new Refusal('failed_refund', 'only successful charges can be refunded')
  }
  const asked = readRefund(params)
  if (asked instanceof Refusal) return asked
  if (asked.amount > charge.amount - refundedAmount(charge)) {
    return new Refusal('failed_refund', 'amount is more than what is left to refund')
  }
  const isFull = asked.amount === charge.amount
  const policy = refundPolicy[outcome.funding]
  const { canPerformVoid } = refundability(charge, now)

  if (asked.void === true) {
    if (!canPerformVoid) return new Refusal('failed_void', 'charge can no longer be voided')
    if (!isFull && !policy.partialVoid) {
      return new Refusal('failed_void', 'charge can only be voided in full')
    }
    return { amount: asked.amount, voided: true, metadata: asked.metadata }
  }
  if (!isWithinRefundWindow(charge.createdAt, now)) {
    return new Refusal('failed_refund', 'charge can no longer be refunded')
  }
  if (standingRefunds(charge).length >= maxRefunds) {
    return new Refusal('failed_refund', `charge was already refunded ${maxRefunds} times`)
  }
  if (!isFull && !policy.partialRefund) {
    return new Refusal('failed_refund', 'charge can only be refunded in full')
  }
  const voided = asked.void === null && isFull && canPerformVoid
  return { amount: asked.amount, voided, metadata: asked.metadata }
}

function readRefund(
  params: Params,
): { amount: number; void: boolean | null; metadata: Params } | Refusal {
  const amount = readAmount(params.amount)
  // Recorded for an amount that is no number; that the same code goes with the least is our choice.
  if ('problem' in amount) return new Refusal('failed_refund', amount.problem)
  if (amount.amount < 1) return new Refusal('failed_refund', 'amount must be at least 1')
  const asksVoid = booleanParam(params.void)
  if (asksVoid === 'invalid') return new Refusal('bad_request', 'void must be true or false')
  const metadata = objectParam(params.metadata)
  if (metadata === null) return new Refusal('bad_request', 'metadata must be an object')
  return { amount: amount.amount, void: asksVoid, metadata }
}
