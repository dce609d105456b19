/** Converts between rows and orders, and validates what is read. */
import * as z from 'zod/mini'
import { type Attempt, attemptStates } from '../../checkout/order/attempt.ts'
import type { Order } from '../../checkout/order/order.ts'
import { orderStateOf } from '../../checkout/order/order-state.ts'
import { type Refund, refundStates } from '../../checkout/refunds/refund.ts'
import type { AttemptRow, OrderRow, RefundRow } from '../schema.ts'

const orderColumns = z.object({
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  currency: z.literal('THB'),
})

export const attemptState = z.enum(attemptStates)

export const refundState = z.enum(refundStates)

export function orderRow(order: Order): Omit<OrderRow, 'leased_until' | 'checks'> {
  return {
    id: order.id,
    reference: order.reference,
    description: order.description,
    metadata: JSON.stringify(order.metadata),
    token_hashes: order.tokenHashes.join(' '),
    amount_satang: order.amountSatang,
    currency: order.currency,
    created_at: order.createdAt,
    cancelled_at: order.cancelledAt,
    version: order.version,
    event_count: order.eventCount,
    due_at: order.dueAt,
    state: orderStateOf(order),
  }
}

export function orderFrom(
  row: OrderRow,
  attempts: readonly AttemptRow[],
  refunds: readonly RefundRow[],
): Order {
  const { metadata, currency } = orderColumns.parse({
    metadata: JSON.parse(row.metadata),
    currency: row.currency,
  })
  return {
    id: row.id,
    reference: row.reference,
    description: row.description,
    metadata,
    tokenHashes: row.token_hashes.split(' '),
    amountSatang: row.amount_satang,
    currency,
    createdAt: row.created_at,
    cancelledAt: row.cancelled_at,
    attempts: attempts.map(attemptFrom),
    refunds: refunds.map(refundFrom),
    eventCount: row.event_count,
    dueAt: row.due_at,
    version: row.version,
  }
}

export function attemptRow(orderId: string, attempt: Attempt): AttemptRow {
  return {
    id: attempt.id,
    order_id: orderId,
    state: attempt.state,
    source_id: attempt.sourceId,
    method: attempt.method,
    charge_id: attempt.chargeId,
    amount_satang: attempt.amountSatang,
    authorize_uri: attempt.authorizeUri,
    qr_uri: attempt.qr?.uri ?? null,
    qr_filename: attempt.qr?.filename ?? null,
    failure_code: attempt.failureCode,
    failure_message: attempt.failureMessage,
    created_at: attempt.createdAt,
    paid_at: attempt.paidAt,
    expires_at: attempt.expiresAt,
    reversed_at: attempt.reversedAt,
    disputed_at: attempt.disputedAt,
  }
}

function attemptFrom(row: AttemptRow): Attempt {
  return {
    id: row.id,
    state: attemptState.parse(row.state),
    sourceId: row.source_id,
    method: row.method,
    chargeId: row.charge_id,
    amountSatang: row.amount_satang,
    authorizeUri: row.authorize_uri,
    qr: row.qr_uri === null ? null : { uri: row.qr_uri, filename: row.qr_filename },
    failureCode: row.failure_code,
    failureMessage: row.failure_message,
    createdAt: row.created_at,
    paidAt: row.paid_at,
    expiresAt: row.expires_at,
    reversedAt: row.reversed_at,
    disputedAt: row.disputed_at,
  }
}

export function refundRow(orderId: string, refund: Refund): RefundRow {
  return {
    id: refund.id,
    order_id: orderId,
    attempt_id: refund.attemptId,
    state: refund.state,
    omise_id: refund.omiseId,
    amount_satang: refund.amountSatang,
    voided: refund.voided ? 1 : 0,
    reason: refund.reason,
    refusal: refund.refusal,
    created_at: refund.createdAt,
  }
}

function refundFrom(row: RefundRow): Refund {
  return {
    id: row.id,
    attemptId: row.attempt_id,
    state: refundState.parse(row.state),
    omiseId: row.omise_id,
    amountSatang: row.amount_satang,
    voided: row.voided === 1,
    reason: row.reason,
    refusal: row.refusal,
    createdAt: row.created_at,
  }
}
