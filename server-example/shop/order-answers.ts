/** Orders as the shop reads them, in the process and over HTTP. Amounts in satang, times in ISO 8601. */
import * as z from 'zod/mini'
import { attemptStates } from '../checkout/order/attempt.ts'
import { historySubjects } from '../checkout/order/history.ts'
import { orderStates } from '../checkout/order/order-state.ts'
import { triggers } from '../checkout/order/trigger.ts'
import { refundStates } from '../checkout/refunds/refund.ts'
import { whyNots } from '../checkout/refunds/refund-options.ts'

const satang = z.int().check(z.nonnegative())
const time = z.iso.datetime()
const text = z.nullable(z.string())

/** An order as the shop gets it when it makes or changes one. */
export const shopOrder = z.object({
  orderId: z.string(),
  reference: z.string(),
  amount: satang,
  currency: z.literal('THB'),
  status: z.enum(orderStates),
})

/** `token` opens this order to its buyer: for the page that mounts the widget. */
export const createdOrder = z.extend(shopOrder, {
  token: z.string(),
  /** Whether the server's keys are live ones. */
  livemode: z.boolean(),
})

/** A line of a list. `lastAttempt` is the paid one, or the last try as long as nothing is paid. */
export const orderLine = z.object({
  orderId: z.string(),
  reference: z.string(),
  description: text,
  state: z.enum(orderStates),
  amount: satang,
  refundedAmount: satang,
  currency: z.literal('THB'),
  attempts: z.int(),
  lastAttempt: z.nullable(
    z.object({
      state: z.enum(attemptStates),
      /** Omise's name of the payment method; `null` until a charge is known. */
      method: text,
      failureCode: text,
      reversedAt: z.nullable(time),
      disputedAt: z.nullable(time),
    }),
  ),
  createdAt: time,
})

const attempt = z.object({
  attemptId: z.string(),
  state: z.enum(attemptStates),
  amount: satang,
  method: text,
  chargeId: text,
  sourceId: text,
  failureCode: text,
  failureMessage: text,
  createdAt: time,
  paidAt: z.nullable(time),
  expiresAt: z.nullable(time),
  /** When Omise took the money back, or when a dispute became known. The order stays paid. */
  reversedAt: z.nullable(time),
  disputedAt: z.nullable(time),
})

const refund = z.object({
  refundId: z.string(),
  omiseId: text,
  attemptId: z.string(),
  state: z.enum(refundStates),
  amount: satang,
  voided: z.boolean(),
  reason: text,
  refusal: text,
  createdAt: time,
})

/** What became known of the order, when, and what triggered it; oldest first. */
const historyEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ordered'), at: time }),
  z.object({ kind: z.enum(['attempt_started', 'refund_asked']), at: time, id: z.string() }),
  z.object({
    kind: z.literal('became'),
    at: time,
    by: z.enum(triggers),
    subject: z.enum(historySubjects),
    id: z.string(),
    state: z.enum([...attemptStates, ...refundStates]),
  }),
  z.object({
    kind: z.literal('webhook'),
    at: time,
    eventId: z.string(),
    key: z.string(),
    chargeId: text,
    outcome: z.string(),
  }),
])

/** What can be refunded now. `voidUntil`: until then the whole amount is voided. */
const refundOptions = z.object({
  whyNot: z.nullable(z.enum(whyNots)),
  left: satang,
  refundsMade: z.int(),
  mostRefunds: z.int(),
  voidUntil: z.nullable(time),
  refundUntil: z.nullable(time),
})

/** `version` is sent back as `If-Match` with a refund, which is then made of this order and no other. */
export const orderDetails = z.extend(orderLine, {
  version: z.int(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  cancelledAt: z.nullable(time),
  attempts: z.array(attempt),
  refunds: z.array(refund),
  history: z.array(historyEntry),
  refundOptions,
})

/**
 * `pending`: Omise has made the refund and not settled it yet. `unconfirmed`: whether Omise has made it
 * is not known yet. Both are followed up.
 */
export const shopRefund = z.object({
  refundId: z.string(),
  status: z.enum(['done', 'pending', 'unconfirmed']),
  amount: satang,
  voided: z.boolean(),
  orderState: z.enum(orderStates),
})
