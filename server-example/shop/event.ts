/** Events of an order, as the shop gets them. */
import * as z from 'zod/mini'
import { orderStates } from '../checkout/order/order-state.ts'

/**
 * - `order.paid`: paid in full; ship it
 * - `order.payment_failed`, `order.payment_expired`: one try to pay ended without money; the buyer may try again
 * - `order.cancelled`: the shop cancelled it
 * - `order.refunded`: part or all of the payment was refunded or voided
 * - `order.refund_failed`: a refund did not happen; no money moved
 * - `order.paid_twice`: money came in that the order does not need; it is refunded by
 *   itself, and the event comes again when that is done
 * - `order.reversed`: Omise took the money of the payment back; the order stays paid for its buyer
 * - `order.disputed`: the payment is disputed; how it ends is to be read at Omise
 */
export const eventTypes = [
  'order.paid',
  'order.payment_failed',
  'order.payment_expired',
  'order.cancelled',
  'order.refunded',
  'order.refund_failed',
  'order.paid_twice',
  'order.reversed',
  'order.disputed',
] as const
export type EventType = (typeof eventTypes)[number]

const satang = z.int().check(z.nonnegative())

/** The order as it was when the event happened. */
const eventOrder = z.object({
  orderId: z.string(),
  reference: z.string(),
  amount: satang,
  currency: z.literal('THB'),
  status: z.enum(orderStates),
  description: z.nullable(z.string()),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  refundedAmount: satang,
  createdAt: z.string(),
  paidAt: z.nullable(z.string()),
})

export const shopEvent = z.object({
  /** The same for every delivery of the event: the shop ignores an id that it has handled. */
  id: z.string(),
  type: z.enum(eventTypes),
  /** ISO 8601. */
  createdAt: z.string(),
  /** Counts the events of the order, from 1. */
  sequence: z.int(),
  order: eventOrder,
  /** The payment it is about: every type but `order.cancelled`. */
  payment: z.optional(
    z.object({
      attemptId: z.string(),
      /** Omise's name of the payment method; `null` where no charge was read, and in events of older versions. */
      method: z._default(z.nullable(z.string()), null),
      chargeId: z.nullable(z.string()),
      amount: satang,
      failureCode: z.nullable(z.string()),
    }),
  ),
  /** `order.refunded`, `order.refund_failed`, and `order.paid_twice` once it is refunded. */
  refund: z.optional(
    z.object({
      refundId: z.string(),
      amount: satang,
      /** Undone on the charge's own day: it never reaches the buyer's statement. */
      voided: z.boolean(),
      /** Why it failed. */
      refusal: z.nullable(z.string()),
    }),
  ),
})
export type ShopEvent = z.output<typeof shopEvent>
