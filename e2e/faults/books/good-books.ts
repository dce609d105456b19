/** For tests: books that agree. One order of 100 satang, a charge that failed, one that was paid, a refund of 30. */
import type { Attempt } from '../../../server-example/checkout/order/attempt.ts'
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { Refund } from '../../../server-example/checkout/refunds/refund.ts'
import type { Call } from '../stack/call.ts'
import type { Books } from './books.ts'
import type { HeardEvent } from './heard.ts'
import type { OmiseCharge, OmiseRefund } from './omise-book.ts'
import { promises } from './promises.ts'
import { emptyTold, type PaymentTold, type RefundTold, type SubmitTold } from './told.ts'

export const failed: Attempt = {
  id: 'att_1',
  state: 'failed',
  sourceId: 'src_1',
  chargeId: 'chrg_1',
  amountSatang: 100,
  authorizeUri: 'https://pay/1',
  failureCode: 'timeout',
  failureMessage: 'timeout',
  createdAt: 1_000,
  paidAt: null,
  expiresAt: null,
  reversedAt: null,
  method: 'truemoney',
  qr: null,
  disputedAt: null,
}
export const paid: Attempt = {
  ...failed,
  id: 'att_2',
  state: 'successful',
  sourceId: 'src_2',
  chargeId: 'chrg_2',
  authorizeUri: 'https://pay/2',
  createdAt: 20_000,
  paidAt: 30_000,
}
export const refund: Refund = {
  id: 'rfd_1',
  attemptId: 'att_2',
  state: 'done',
  omiseId: 'rfnd_1',
  amountSatang: 30,
  voided: false,
  reason: null,
  refusal: null,
  createdAt: 40_000,
}
export const order: Order = {
  id: 'ord_1',
  reference: 'SO-1',
  description: null,
  metadata: {},
  tokenHashes: [],
  amountSatang: 100,
  currency: 'THB',
  createdAt: 0,
  cancelledAt: null,
  attempts: [failed, paid],
  refunds: [refund],
  eventCount: 3,
  dueAt: null,
  version: 1,
}
export const failedCharge = charge(1, { status: 'failed', created_at: time(2_000) })
export const paidCharge = charge(2, { refunded_amount: 30 })
export const omiseRefund: OmiseRefund = {
  id: 'rfnd_1',
  charge: 'chrg_2',
  amount: 30,
  voided: false,
  metadata: { refund_id: 'rfd_1' },
}
export const events = [
  event('charge.create', 'chrg_1'),
  event('charge.complete', 'chrg_1'),
  event('charge.create', 'chrg_2'),
  event('charge.complete', 'chrg_2'),
  event('refund.create', 'rfnd_1'),
]
export const heard: readonly HeardEvent[] = [
  { type: 'order.payment_failed', attemptId: 'att_1' },
  { type: 'order.paid', attemptId: 'att_2' },
  { type: 'order.refunded', attemptId: 'att_2' },
].map((one, index) => ({
  ...one,
  eventId: `evt_${index + 1}`,
  orderId: 'ord_1',
  sequence: index + 1,
}))
export const good: Books = {
  omise: { charges: [failedCharge, paidCharge], refunds: [omiseRefund], events },
  orders: [order],
  seen: [],
  told: {
    payments: [payment(3_000, 'pending'), payment(15_000, 'failed'), payment(31_000, 'successful')],
    submits: [
      submit('src_1', { kind: 'authorize', authorizeUri: 'https://pay/1' }),
      submit('src_2', { kind: 'authorize', authorizeUri: 'https://pay/2' }),
    ],
    refunds: [wish('a', { kind: 'done', refundId: 'rfd_1', amountSatang: 30 })],
    decided: [decided(2, 28_000)],
    delivered: [],
  },
  heard: { shipped: heard, posted: heard, pulled: heard },
  calls: [],
  promises,
}

export function withOmise(different: Partial<Books['omise']>): Books {
  return { ...good, omise: { ...good.omise, ...different } }
}

export function withAttempt(different: Partial<Attempt>): Books {
  return { ...good, orders: [{ ...order, attempts: [failed, { ...paid, ...different }] }] }
}

export function withPayment(at: number, status: PaymentStatus): Books {
  const payments = [...good.told.payments, payment(at, status)]
  return { ...good, told: { ...good.told, payments } }
}

export function withSubmit(sourceId: string, answer: SubmitTold['answer']): Books {
  const submits = [...good.told.submits, submit(sourceId, answer)]
  return { ...good, told: { ...good.told, submits } }
}

export function withHeard(different: Partial<Books['heard']>): Books {
  return { ...good, heard: { ...good.heard, ...different } }
}

/** The same books with one more event, heard in every way. */
export function alsoHeard(books: Books, type: string, attemptId: string | null): Books {
  const sequence = books.orders[0]?.eventCount ?? 0
  const one = {
    eventId: `evt_${sequence + 1}`,
    orderId: 'ord_1',
    sequence: sequence + 1,
    type,
    attemptId,
  }
  const { shipped, posted, pulled } = books.heard
  return {
    ...books,
    orders: books.orders.map((order) => ({ ...order, eventCount: sequence + 1 })),
    heard: { shipped: [...shipped, one], posted: [...posted, one], pulled: [...pulled, one] },
  }
}

export function withWish(...refunds: RefundTold[]): Books {
  return { ...good, told: { ...emptyTold(), decided: good.told.decided, refunds } }
}

type PaymentStatus = 'unpaid' | 'pending' | 'successful' | 'failed' | 'expired'

function payment(at: number, status: PaymentStatus): PaymentTold {
  const told = { orderId: 'ord_1', status, amount: 100, currency: 'THB' as const }
  return {
    orderId: 'ord_1',
    askedAt: at,
    toldAt: at + 100,
    answer: { kind: 'payment', payment: told },
  }
}

export function submit(sourceId: string, answer: SubmitTold['answer']): SubmitTold {
  return { orderId: 'ord_1', sourceId, askedAt: 1_000, toldAt: 2_000, answer }
}

export function wish(name: string, answer: RefundTold['answer']): RefundTold {
  return { orderId: 'ord_1', wish: name, askedAt: 40_000, toldAt: 41_000, answer }
}

function decided(nth: number, at: number) {
  return {
    orderId: 'ord_1',
    authorizeUri: `https://pay/${nth}`,
    kind: 'successful',
    pressedAt: at,
    doneAt: at + 1_000,
  }
}

export function charge(nth: number, different: Partial<OmiseCharge> = {}): OmiseCharge {
  return {
    id: `chrg_${nth}`,
    status: 'successful',
    amount: 100,
    refunded_amount: 0,
    authorize_uri: `https://pay/${nth}`,
    created_at: time(21_000),
    metadata: { order_id: 'ord_1', attempt_id: `att_${nth}` },
    source: { id: `src_${nth}`, type: 'truemoney' },
    ...different,
  }
}

export function event(key: string, id: string) {
  return { id: `evnt ${key} ${id}`, key, data: { object: 'any', id } }
}

export function call(process: string, startedAt: number, endedAt: number | null): Call {
  return {
    process,
    role: 'reconciler',
    operation: 'get charge',
    chargeId: 'chrg_2',
    subject: null,
    startedAt,
    endedAt,
    fault: 'none',
    isAborted: false,
  }
}

export function time(ms: number): string {
  return new Date(ms).toISOString()
}
