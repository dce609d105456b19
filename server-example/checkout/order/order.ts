/** An order with its attempts and refunds. Pure: what comes next is decided here, and done elsewhere. */

import { committedSatang, isUnresolved, type Refund } from '../refunds/refund.ts'
import { type Attempt, amountMismatch, isLive, isOpen, newAttempt } from './attempt.ts'

/** What the shop keeps with an order: flat, and sent along to Omise. */
export type Metadata = Readonly<Record<string, string | number | boolean>>

export type Order = {
  readonly id: string
  /** The shop's own number of it, unique. */
  readonly reference: string
  readonly description: string | null
  readonly metadata: Metadata
  /** SHA-256 of every token that opens the order, hex: the tokens themselves are not kept. */
  readonly tokenHashes: readonly string[]
  readonly amountSatang: number
  readonly currency: 'THB'
  readonly createdAt: number
  /** When the shop cancelled it; money that still comes in is refunded. */
  readonly cancelledAt: number | null
  /** Oldest first. */
  readonly attempts: readonly Attempt[]
  /** Oldest first; made by us or at Omise's dashboard. */
  readonly refunds: readonly Refund[]
  /** How many events it has: the last one's sequence number. */
  readonly eventCount: number
  /** When the reconciler reads it next; `null` when nothing is open. */
  readonly dueAt: number | null
  /** Raised by every save: of two concurrent saves one fails with a version conflict. */
  readonly version: number
}

/** Adds a new attempt. Throws unless the order is open, without a live or successful attempt. */
export function startAttempt(
  order: Order,
  started: { id: string; sourceId: string | null; method: string | null; now: number },
): Order {
  if (!isUnpaid(order) || order.cancelledAt !== null)
    throw new Error(
      `Expected order ${order.id} to be open, without a live or successful attempt, before another starts.`,
    )
  const attempt = newAttempt({
    id: started.id,
    state: 'creating',
    sourceId: started.sourceId,
    method: started.method,
    amountSatang: order.amountSatang,
    createdAt: started.now,
  })
  return rescheduled({ ...order, attempts: [...order.attempts, attempt] }, started.now)
}

/** Marks an attempt without a charge as abandoned. One that has a charge stays as it is. */
export function abandonAttempt(
  order: Order,
  attemptId: string,
  reason: { code: string | null; message: string | null; now: number },
): Order {
  const attempts = order.attempts.map((one) => {
    if (one.id !== attemptId || one.chargeId !== null || !isOpen(one)) return one
    const abandoned: Attempt = {
      ...one,
      state: 'abandoned',
      failureCode: reason.code,
      failureMessage: reason.message,
    }
    return abandoned
  })
  return rescheduled({ ...order, attempts }, reason.now)
}

/** The attempt whose charge may still be paid: until it ends, no other can start. */
export function liveAttempt(order: Order): Attempt | undefined {
  return order.attempts.find(isLive)
}

export function successfulAttempt(order: Order): Attempt | undefined {
  return order.attempts.find((one) => one.state === 'successful')
}

/** Returns whether nothing is paid, and nothing is under way that could be. */
export function isUnpaid(order: Order): boolean {
  return liveAttempt(order) === undefined && successfulAttempt(order) === undefined
}

/** Paid beside the order's payment, or for a cancelled order, and not yet refunded whole. */
export function duplicateAttempt(order: Order): Attempt | undefined {
  return order.attempts.find(
    (one) =>
      one.state === 'duplicate' &&
      one.reversedAt === null &&
      committedSatang(order.refunds, one.id) < one.amountSatang,
  )
}

/** Why the money of a `duplicate` attempt is not the order's payment: for logs, and for the refund's metadata. */
export function whyRefunded(order: Order, attempt: Attempt): string {
  if (attempt.failureCode === amountMismatch) return 'the charge had another amount than the order'
  if (successfulAttempt(order) !== undefined) return 'the order was paid twice'
  return order.cancelledAt === null
    ? 'the order has another amount by now'
    : 'the order was cancelled'
}

/** A buyer at TrueMoney needs some time; reading the charge earlier is of no use. */
const firstReadMs = 10_000

/** Returns the order with the time at which the reconciler reads it next. */
export function rescheduled(order: Order, now: number): Order {
  return { ...order, dueAt: dueAtOf(order, now) }
}

function dueAtOf(order: Order, now: number): number | null {
  const mustAct = order.attempts.some((one) => one.state === 'superseded')
  if (mustAct || duplicateAttempt(order) !== undefined) return now
  const isWaiting = order.attempts.some(isOpen) || order.refunds.some(isUnresolved)
  return isWaiting ? now + firstReadMs : null
}
