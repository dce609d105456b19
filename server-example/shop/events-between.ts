/** The events that a change of an order causes. Pure: the store writes them with the change itself. */

import { createHash } from 'node:crypto'
import type { Attempt } from '../checkout/order/attempt.ts'
import { changed } from '../checkout/order/changes.ts'
import { iso, isoOrNull } from '../checkout/order/iso-time.ts'
import { type Order, successfulAttempt } from '../checkout/order/order.ts'
import { type Refund, refundedSatang } from '../checkout/refunds/refund.ts'
import type { EventType, ShopEvent } from './event.ts'
import { shopOrderOf } from './order-view.ts'

type Happened = {
  readonly type: EventType
  readonly attempt?: Attempt
  readonly refund?: Refund
}

/** The events of what became different, in the order in which they are numbered. */
export function eventsBetween(before: Order, after: Order, at: number): readonly ShopEvent[] {
  return happenedBetween(before, after).map((happened, index) => {
    const { type, attempt, refund } = happened
    const sequence = before.eventCount + index + 1
    return {
      id: idOf(after.id, type, causeOf(happened, sequence)),
      type,
      createdAt: iso(at),
      sequence,
      order: eventOrderOf(after),
      ...(attempt !== undefined && { payment: paymentOf(attempt) }),
      ...(refund !== undefined && { refund: refundOf(refund) }),
    }
  })
}

function happenedBetween(before: Order, after: Order): readonly Happened[] {
  const isCancelled = before.cancelledAt === null && after.cancelledAt !== null
  return [
    ...changed(before.attempts, after.attempts).flatMap(ofAttempt),
    ...after.attempts.flatMap((one) =>
      ofMoney(
        before.attempts.find(({ id }) => id === one.id),
        one,
      ),
    ),
    ...(isCancelled ? [{ type: 'order.cancelled' } as const] : []),
    ...changed(before.refunds, after.refunds).flatMap((one) => ofRefund(one, after)),
  ]
}

function ofAttempt(attempt: Attempt): readonly Happened[] {
  const type = attemptEvents[attempt.state]
  return type === undefined ? [] : [{ type, attempt }]
}

/** What became of a payment's money after it was paid. */
function ofMoney(before: Attempt | undefined, attempt: Attempt): readonly Happened[] {
  const isNew = (name: 'reversedAt' | 'disputedAt') =>
    attempt[name] !== null && (before?.[name] ?? null) === null
  return [
    ...(isNew('reversedAt') ? [{ type: 'order.reversed', attempt } as const] : []),
    ...(isNew('disputedAt') ? [{ type: 'order.disputed', attempt } as const] : []),
  ]
}

const attemptEvents: Record<Attempt['state'], EventType | undefined> = {
  creating: undefined,
  pending: undefined,
  successful: 'order.paid',
  failed: 'order.payment_failed',
  expired: 'order.payment_expired',
  // No charge was made, or it is about to be expired: nothing that the shop could act on.
  abandoned: undefined,
  superseded: undefined,
  duplicate: 'order.paid_twice',
}

function ofRefund(refund: Refund, order: Order): readonly Happened[] {
  const attempt = order.attempts.find(({ id }) => id === refund.attemptId)
  if (attempt === undefined) return []
  const type = refundEvent(refund, attempt)
  return type === undefined ? [] : [{ type, attempt, refund }]
}

function refundEvent({ state }: Refund, attempt: Attempt): EventType | undefined {
  switch (state) {
    case 'creating':
    case 'pending':
      return undefined
    case 'done':
      return attempt.state === 'duplicate' ? 'order.paid_twice' : 'order.refunded'
    case 'failed':
    case 'refused':
    case 'abandoned':
      return 'order.refund_failed'
  }
}

function eventOrderOf(order: Order): ShopEvent['order'] {
  const paid = successfulAttempt(order)
  return {
    ...shopOrderOf(order),
    description: order.description,
    metadata: order.metadata,
    refundedAmount: paid === undefined ? 0 : refundedSatang(order.refunds, paid.id),
    createdAt: iso(order.createdAt),
    paidAt: isoOrNull(paid?.paidAt ?? null),
  }
}

function paymentOf(attempt: Attempt): ShopEvent['payment'] {
  return {
    attemptId: attempt.id,
    method: attempt.method,
    chargeId: attempt.chargeId,
    amount: attempt.amountSatang,
    failureCode: attempt.failureCode,
  }
}

function refundOf(refund: Refund): ShopEvent['refund'] {
  return {
    refundId: refund.id,
    amount: refund.amountSatang,
    voided: refund.voided,
    refusal: refund.refusal,
  }
}

/**
 * What an event's id is derived from, besides its order and type. After a backup
 * was restored the same sequence number may belong to another event: the shop, which
 * ignores an id that it knows, must get the same id for the same cause alone.
 */
function causeOf({ type, attempt, refund }: Happened, sequence: number): string {
  // An order is paid once and cancelled once, whatever a restored backup has lost.
  if (type === 'order.paid' || type === 'order.cancelled') return ''
  // The same refund can be requested again and fail again.
  if (type === 'order.refund_failed') return `${refund?.id} ${sequence}`
  if (refund !== undefined) return refund.omiseId ?? refund.id
  return attempt?.chargeId ?? attempt?.id ?? ''
}

function idOf(orderId: string, type: EventType, cause: string): string {
  const digest = createHash('sha256').update(`${orderId} ${type} ${cause}`).digest('hex')
  return `evt_${digest.slice(0, 30)}`
}
