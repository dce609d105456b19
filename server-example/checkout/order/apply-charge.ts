/**
 * The one place that decides what a reading of a charge means for its order,
 * whatever triggered the reading. Total, and safe in any sequence and number.
 */

import type { ChargeReading } from '../provider.ts'
import {
  type Attempt,
  type AttemptState,
  amountMismatch,
  isLive,
  isPaid,
  newAttempt,
} from './attempt.ts'
import { isUnpaid, type Order, rescheduled, successfulAttempt } from './order.ts'

export type Applied =
  | { readonly kind: 'changed'; readonly order: Order; readonly attempt: Attempt }
  | { readonly kind: 'unchanged'; readonly order: Order; readonly attempt: Attempt }
  /** The charge does not belong to this order and changes nothing. `reason` is what did not match. */
  | { readonly kind: 'foreign'; readonly reason: string }

/**
 * What a charge that was read at Omise means for its order. A charge that names
 * the order is the order's, also when its attempt is not in our rows: what Omise
 * has wins over what a restored backup has lost.
 */
export function applyCharge(order: Order, charge: ChargeReading, now: number): Applied {
  const known = attemptOf(order, charge)
  const mismatch = mismatchOf(order, known, charge)
  if (mismatch !== undefined) return { kind: 'foreign', reason: mismatch }

  const attempt = known ?? lostAttempt(order, charge)
  const state = nextState(order, attempt, charge)
  const next: Attempt = {
    ...attempt,
    state,
    chargeId: charge.id,
    amountSatang: charge.amountSatang,
    method: charge.method ?? attempt.method,
    authorizeUri: charge.authorizeUri ?? attempt.authorizeUri,
    // The first address stays: a later reading may have another one for the same code.
    qr: attempt.qr ?? charge.qr,
    ...failureOf(order, attempt, charge, state),
    expiresAt: charge.expiresAt ?? attempt.expiresAt,
  }
  const settled = isPaid(next) ? paidOf(next, charge, now) : next
  if (known !== undefined && isSame(known, settled)) return { kind: 'unchanged', order, attempt }

  const others = order.attempts.map((one) => {
    if (one === known) return settled
    return state === 'successful' && isLive(one) ? superseded(one) : one
  })
  const attempts = known === undefined ? inOrder([...others, settled]) : others
  return { kind: 'changed', order: rescheduled({ ...order, attempts }, now), attempt: settled }
}

function attemptOf({ attempts }: Order, charge: ChargeReading): Attempt | undefined {
  return (
    attempts.find(({ chargeId }) => chargeId === charge.id) ??
    attempts.find(({ id, chargeId }) => id === charge.attemptId && chargeId === null)
  )
}

/**
 * The attempt that a charge names and our rows do not have. It gets the charge's
 * id, which no other attempt can have. The buyer may continue it when nothing
 * else is under way.
 */
function lostAttempt(order: Order, charge: ChargeReading): Attempt {
  return newAttempt({
    id: charge.id,
    state: isUnpaid(order) ? 'creating' : 'superseded',
    sourceId: null,
    method: charge.method,
    amountSatang: order.amountSatang,
    createdAt: charge.createdAt,
  })
}

/** Paid is terminal; a reversal or a dispute is stored beside it. */
function paidOf(attempt: Attempt, charge: ChargeReading, now: number): Attempt {
  const reversedAt = charge.isReversed ? (charge.reversedAt ?? now) : null
  return {
    ...attempt,
    paidAt: attempt.paidAt ?? charge.paidAt ?? now,
    reversedAt: attempt.reversedAt ?? reversedAt,
    disputedAt: attempt.disputedAt ?? (charge.isDisputed ? now : null),
  }
}

/** The attempt's next state, from its state and the charge's status. */
function nextState(order: Order, attempt: Attempt, charge: ChargeReading): AttemptState {
  if (isPaid(attempt)) return attempt.state
  switch (charge.status) {
    case 'successful':
      return isWanted(order, charge) ? 'successful' : 'duplicate'
    case 'failed':
    case 'reversed':
      return isSettled(attempt) ? attempt.state : 'failed'
    case 'expired':
      return isSettled(attempt) ? attempt.state : 'expired'
    case 'pending':
    case 'unknown':
      if (attempt.state === 'creating') return isAsOrdered(order, charge) ? 'pending' : 'superseded'
      // The attempt was abandoned, and now its charge turns out to exist.
      return attempt.state === 'abandoned' ? 'superseded' : attempt.state
  }
}

/** One payment of the order as it is now. Any other money is refunded: a second one, a cancelled order's, another amount. */
function isWanted(order: Order, charge: ChargeReading): boolean {
  return successfulAttempt(order) === undefined && isAsOrdered(order, charge)
}

function isAsOrdered(order: Order, { amountSatang, currency }: ChargeReading): boolean {
  return (
    order.cancelledAt === null && amountSatang === order.amountSatang && currency === order.currency
  )
}

/** Why an attempt failed: Omise's words for a failed charge, ours for one of another amount. */
function failureOf(
  order: Order,
  attempt: Attempt,
  charge: ChargeReading,
  state: AttemptState,
): Pick<Attempt, 'failureCode' | 'failureMessage'> {
  const isMarked = attempt.failureCode === amountMismatch
  const askedSatang = isMarked ? order.amountSatang : attempt.amountSatang
  if (charge.amountSatang !== askedSatang || charge.currency !== order.currency)
    return {
      failureCode: amountMismatch,
      failureMessage: `Omise’s charge is of ${charge.amountSatang} ${charge.currency}, asked for were ${askedSatang} ${order.currency}, in the smallest unit.`,
    }
  if (state === 'failed' && attempt.state !== 'failed')
    return { failureCode: charge.failureCode, failureMessage: charge.failureMessage }
  return isMarked
    ? { failureCode: null, failureMessage: null }
    : { failureCode: attempt.failureCode, failureMessage: attempt.failureMessage }
}

function isSettled({ state }: Attempt): boolean {
  return state === 'failed' || state === 'expired'
}

function superseded(attempt: Attempt): Attempt {
  return { ...attempt, state: 'superseded' }
}

function mismatchOf(
  order: Order,
  attempt: Attempt | undefined,
  charge: ChargeReading,
): string | undefined {
  const { orderId, attemptId } = charge
  // Metadata can be edited at Omise: of a charge whose id is known it may be missing, but not another’s.
  const isKnown = attempt?.chargeId === charge.id
  if (orderId !== order.id && !(isKnown && orderId === null))
    return 'metadata.order_id is another order’s'
  if (attemptId === null && !isKnown) return 'metadata.attempt_id is missing'
  if (!isKnown || attempt === undefined) return undefined
  if (order.attempts.some(({ id }) => id === attemptId && id !== attempt.id))
    return 'metadata.attempt_id is another attempt’s'
  // Amount and currency of a charge never change: such a reading is not trusted.
  const isSame = charge.amountSatang === attempt.amountSatang && charge.currency === order.currency
  return isSame || attempt.failureCode === amountMismatch
    ? undefined
    : `${charge.amountSatang} ${charge.currency}, and was ${attempt.amountSatang} before`
}

/** Sorted as the store reads them: by the time they began. */
function inOrder(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.toSorted((one, other) => one.createdAt - other.createdAt)
}

function isSame(one: Attempt, other: Attempt): boolean {
  return (
    one.state === other.state &&
    one.chargeId === other.chargeId &&
    one.method === other.method &&
    one.authorizeUri === other.authorizeUri &&
    one.qr === other.qr &&
    one.expiresAt === other.expiresAt &&
    one.reversedAt === other.reversedAt &&
    one.disputedAt === other.disputedAt
  )
}
