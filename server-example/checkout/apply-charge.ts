/**
 * The one place that decides what a reading of a charge means for its order.
 * Everything that learns of a charge (answer, webhook, return, poll, clock)
 * ends here. Total, and safe in any sequence and number.
 */
import { type Attempt, type AttemptState, isLive, isPaid } from './attempt.ts'
import { type Order, rescheduled, successfulAttempt } from './order.ts'
import type { ChargeReading } from './provider.ts'

export type Applied =
  | { readonly kind: 'changed'; readonly order: Order; readonly attempt: Attempt }
  | { readonly kind: 'unchanged'; readonly order: Order; readonly attempt: Attempt }
  /** The charge is none of this order's: it changes nothing. `reason` says what did not match. */
  | { readonly kind: 'foreign'; readonly reason: string }

/** What a charge that was read at Omise means for its order. */
export function applyCharge(order: Order, charge: ChargeReading, now: number): Applied {
  const attempt = order.attempts.find(
    (one) => one.chargeId === charge.id || one.id === charge.attemptId,
  )
  if (attempt === undefined) return { kind: 'foreign', reason: 'no attempt of the order knows it' }
  const mismatch = mismatchOf(order, attempt, charge)
  if (mismatch !== undefined) return { kind: 'foreign', reason: mismatch }

  const state = nextState(order, attempt, charge)
  const hasFailed = state === 'failed'
  const next: Attempt = {
    ...attempt,
    state,
    chargeId: charge.id,
    authorizeUri: charge.authorizeUri ?? attempt.authorizeUri,
    failureCode: hasFailed ? charge.failureCode : attempt.failureCode,
    failureMessage: hasFailed ? charge.failureMessage : attempt.failureMessage,
    expiresAt: charge.expiresAt ?? attempt.expiresAt,
  }
  const settled = isPaid(next) ? { ...next, paidAt: next.paidAt ?? charge.paidAt ?? now } : next
  if (isSame(attempt, settled)) return { kind: 'unchanged', order, attempt }

  const attempts = order.attempts.map((one) => {
    if (one.id === settled.id) return settled
    return state === 'successful' && isLive(one) ? superseded(one) : one
  })
  return { kind: 'changed', order: rescheduled({ ...order, attempts }, now), attempt: settled }
}

/** The heart: given where the attempt stands and what Omise says, where does it stand now? */
function nextState(order: Order, attempt: Attempt, charge: ChargeReading): AttemptState {
  if (isPaid(attempt)) return attempt.state
  switch (charge.status) {
    case 'successful':
      return isWanted(order, attempt) ? 'successful' : 'duplicate'
    case 'failed':
    case 'reversed':
      return isSettled(attempt) ? attempt.state : 'failed'
    case 'expired':
      return isSettled(attempt) ? attempt.state : 'expired'
    case 'pending':
    case 'unknown':
      if (attempt.state === 'creating') return 'pending'
      // The order gave this attempt up, and now its charge turns out to exist.
      return attempt.state === 'abandoned' ? 'superseded' : attempt.state
  }
}

/** One payment of the order as it is now. Any other money is refunded: a second one, a cancelled order's, another amount. */
function isWanted(order: Order, attempt: Attempt): boolean {
  return (
    successfulAttempt(order) === undefined &&
    order.cancelledAt === null &&
    attempt.amountSatang === order.amountSatang
  )
}

function isSettled({ state }: Attempt): boolean {
  return state === 'failed' || state === 'expired'
}

function superseded(attempt: Attempt): Attempt {
  return { ...attempt, state: 'superseded' }
}

function mismatchOf(order: Order, attempt: Attempt, charge: ChargeReading): string | undefined {
  if (attempt.chargeId !== null && attempt.chargeId !== charge.id)
    return `attempt ${attempt.id} already has charge ${attempt.chargeId}`
  // Metadata can be edited at Omise: once the charge's id is known, that is proof enough.
  const isAdopted = attempt.chargeId === charge.id
  if (!isAdopted && charge.orderId !== order.id) return 'metadata.order_id is another order’s'
  if (!isAdopted && charge.attemptId !== attempt.id)
    return 'metadata.attempt_id is another attempt’s'
  if (charge.amountSatang !== attempt.amountSatang)
    return `amount is ${charge.amountSatang}, the attempt’s is ${attempt.amountSatang}`
  if (charge.currency !== order.currency) return `currency is ${charge.currency}`
  return undefined
}

function isSame(one: Attempt, other: Attempt): boolean {
  return (
    one.state === other.state &&
    one.chargeId === other.chargeId &&
    one.authorizeUri === other.authorizeUri &&
    one.expiresAt === other.expiresAt
  )
}
