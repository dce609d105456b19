import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../server-example/checkout/order/attempt.ts'
import type { Refund } from '../../../server-example/checkout/refunds/refund.ts'
import { finalAnswers } from '../rules/answer-rules.ts'
import type { Call } from '../stack/call.ts'
import type { Books } from './books.ts'
import { compareBooks } from './compare-books.ts'
import {
  alsoHeard,
  call,
  charge,
  event,
  events,
  failed,
  failedCharge,
  good,
  heard,
  omiseRefund,
  order,
  paid,
  paidCharge,
  refund,
  submit,
  time,
  wish,
  withAttempt,
  withHeard,
  withOmise,
  withPayment,
  withSubmit,
  withWish,
} from './good-books.ts'
import type { ViolationKind } from './violation.ts'

describe('books that agree', () => {
  it('have no violations', () => {
    expect([...compareBooks(good), ...finalAnswers(good)]).toEqual([])
  })

  it('include charges of other systems that look like ours', () => {
    const metadata = { order_id: 'ord_1', attempt_id: 'att_foreign' }
    const foreign = charge(9, { metadata })
    expect(compareBooks(withOmise({ charges: [failedCharge, paidCharge, foreign] }))).toEqual([])
  })

  it('include an event that was posted twice', () => {
    expect(compareBooks(withHeard({ posted: twice(1) }))).toEqual([])
  })

  it('include a second payment that was given back whole', () => {
    const twin: Attempt = { ...paid, id: 'att_3', state: 'duplicate', chargeId: 'chrg_3' }
    const back: Refund = { ...refund, id: 'rfd_att_3', attemptId: 'att_3', omiseId: 'rfnd_3' }
    const twinCharge = charge(3, { refunded_amount: 100 })
    const twinRefund = { ...omiseRefund, id: 'rfnd_3', charge: 'chrg_3', amount: 100 }
    const books = withOmise({
      charges: [failedCharge, paidCharge, twinCharge],
      refunds: [omiseRefund, { ...twinRefund, metadata: { refund_id: 'rfd_att_3' } }],
      events: [...events, event('charge.create', 'chrg_3'), event('charge.complete', 'chrg_3')],
    })
    const orders = [
      {
        ...order,
        attempts: [failed, paid, twin],
        refunds: [refund, { ...back, amountSatang: 100 }],
      },
    ]
    const heardToo = alsoHeard({ ...books, orders }, 'order.paid_twice', 'att_3')
    expect(compareBooks(heardToo)).toEqual([])
  })

  it('include a cancelled order that is shown as unpaid, since its late payment was refunded', () => {
    const twin: Attempt = { ...paid, state: 'duplicate' }
    const orders = [{ ...order, cancelledAt: 5, attempts: [failed, twin] }]
    expect(finalAnswers({ ...withPayment(33_000, 'unpaid'), orders })).toEqual([])
  })

  it('include a refund at the dashboard of which no webhook has told us', () => {
    const unknown = { ...omiseRefund, id: 'rfnd_2', metadata: {} }
    expect(compareBooks(withOmise({ refunds: [omiseRefund, unknown] }))).toEqual([])
  })

  it('include a charge that reached Omise too late and was offered to nobody', () => {
    const late = charge(3, { status: 'pending', created_at: time(20_000 + 70_000) })
    const abandoned: Attempt = { ...failed, id: 'att_3', state: 'expired', chargeId: 'chrg_3' }
    const attempts = [failed, paid, { ...abandoned, createdAt: 20_000 }]
    const books = withOmise({
      charges: [failedCharge, paidCharge, { ...late, status: 'expired' }],
      events: [event('charge.create', 'chrg_3'), ...events, event('charge.expire', 'chrg_3')],
    })
    const late3 = { ...books, orders: [{ ...order, attempts }] }
    expect(compareBooks(alsoHeard(late3, 'order.payment_expired', 'att_3'))).toEqual([])
  })
})

describe('a violation is found when', () => {
  const cases: readonly (readonly [string, ViolationKind, Books])[] = [
    [
      'two charges of one order are paid and kept',
      'double charge',
      withOmise({ charges: [{ ...failedCharge, status: 'successful' }, paidCharge] }),
    ],
    [
      'one attempt has made two charges',
      'double charge',
      withOmise({ charges: [failedCharge, paidCharge, { ...paidCharge, id: 'chrg_3' }] }),
    ],
    [
      'two charges that buyers were sent to can be paid at the same time',
      'double charge',
      withOmise({ events: [events[2], events[0], events[1], events[3]].filter((one) => !!one) }),
    ],
    ['a paid charge’s order is not paid', 'lost payment', withAttempt({ state: 'expired' })],
    [
      'an order is paid without a paid charge',
      'lost payment',
      withOmise({ charges: [failedCharge, { ...paidCharge, status: 'failed' }] }),
    ],
    ['an order does not know its charge', 'lost payment', withAttempt({ chargeId: null })],
    [
      'the store had an order as paid and later had it not',
      'lost payment',
      {
        ...good,
        seen: [
          { orderId: 'ord_1', askedAt: 30_000, toldAt: 30_001, isPaid: true },
          { orderId: 'ord_1', askedAt: 30_002, toldAt: 30_003, isPaid: false },
        ],
      },
    ],
    ['an attempt stays creating', 'stuck order', withAttempt({ state: 'creating' })],
    ['an attempt stays pending', 'stuck order', withAttempt({ state: 'pending' })],
    [
      'a refund stays creating',
      'stuck order',
      { ...good, orders: [{ ...order, refunds: [{ ...refund, state: 'creating' }] }] },
    ],
    ['a buyer is told failed after it was paid', 'wrong answer', withPayment(30_000, 'failed')],
    ['a buyer is told unpaid after it was paid', 'wrong answer', withPayment(30_000, 'unpaid')],
    ['a buyer is told successful too early', 'wrong answer', withPayment(1_000, 'successful')],
    ['a buyer is told pending after successful', 'wrong answer', withPayment(32_000, 'pending')],
    [
      'a buyer is sent to a charge that is none of the order’s',
      'wrong answer',
      withSubmit('src_1', { kind: 'authorize', authorizeUri: 'https://pay/other' }),
    ],
    [
      'a buyer is told that nothing was charged, and it was',
      'wrong answer',
      {
        ...good,
        told: {
          ...good.told,
          submits: [submit('src_2', { kind: 'problem', code: 'charge_refused' })],
        },
      },
    ],
    [
      'a forged webhook is taken',
      'wrong answer',
      {
        ...good,
        told: {
          ...good.told,
          delivered: [{ eventId: 'evnt', orderId: null, status: 200, isForged: true }],
        },
      },
    ],
    [
      'a refund is made twice',
      'wrong refund',
      withOmise({ refunds: [omiseRefund, { ...omiseRefund, id: 'rfnd_2' }] }),
    ],
    [
      'more is given back than was paid',
      'wrong refund',
      withOmise({ refunds: [{ ...omiseRefund, amount: 101 }] }),
    ],
    [
      'the order has not the refund that Omise has',
      'wrong refund',
      { ...good, orders: [{ ...order, refunds: [] }] },
    ],
    ['the order has a refund that Omise has not', 'wrong refund', withOmise({ refunds: [] })],
    [
      'the merchant is told that nothing was given back, and it was',
      'wrong refund',
      withWish(wish('a', { kind: 'problem', code: 'provider_unavailable' })),
    ],
    [
      'one wish becomes two refunds',
      'wrong refund',
      withWish(
        wish('a', { kind: 'done', refundId: 'rfd_1', amountSatang: 30 }),
        wish('a', { kind: 'unconfirmed', refundId: 'rfd_2', amountSatang: 30 }),
      ),
    ],
    ['the shop’s table has an event twice', 'wrong hearing', withHeard({ shipped: twice(1) })],
    ['the shop’s table lacks an event', 'wrong hearing', withHeard({ shipped: heard.slice(0, 2) })],
    [
      'events are posted in another order',
      'wrong hearing',
      withHeard({ posted: heard.toReversed() }),
    ],
    ['a cursor has jumped over an event', 'wrong hearing', withHeard({ pulled: heard.slice(1) })],
    [
      'the shop heard that an order is paid that is not',
      'wrong hearing',
      alsoHeard({ ...good, orders: [{ ...order, attempts: [failed], refunds: [] }] }, 'x', null),
    ],
    [
      'the shop did not hear that an order was cancelled',
      'wrong hearing',
      { ...good, orders: [{ ...order, cancelledAt: 5 }] },
    ],
    [
      'a cancelled order’s charge can still be paid',
      'double charge',
      {
        ...withOmise({ charges: [failedCharge, { ...paidCharge, status: 'pending' }] }),
        orders: [{ ...order, cancelledAt: 5 }],
      },
    ],
    [
      'two processes deliver one event at the same time',
      'shared work',
      { ...good, calls: [delivery('server-1', 50_000), delivery('server-2', 50_500)] },
    ],
    [
      'two reconcilers ask about one order at the same time',
      'shared work',
      { ...good, calls: [call('server-1', 50_000, 60_000), call('server-2', 55_000, 56_000)] },
    ],
  ]

  it.each(cases)('%s', (_what, kind, books) => {
    expect(compareBooks(books).map((one) => one.kind)).toContain(kind)
  })

  it('the last answer is not the truth', () => {
    expect(finalAnswers(withPayment(33_000, 'pending'))).toMatchObject([{ kind: 'wrong answer' }])
  })
})

describe('work is not shared when', () => {
  it.each([
    ['one process asks after the other', [call('server-1', 1, 9), call('server-2', 10, 20)]],
    ['one process asks twice at once', [call('server-1', 1, 9), call('server-1', 2, 8)]],
    [
      'the first has given up waiting',
      [call('server-1', 0, null), call('server-2', 30_000, 31_000)],
    ],
  ])('%s', (_what, calls) => {
    expect(compareBooks({ ...good, calls })).toEqual([])
  })
})

describe('a finding proves nothing on a busy machine when', () => {
  it.each<[string, Books, boolean]>([
    ['an attempt is still open', withAttempt({ state: 'creating' }), true],
    ['the shop has not got its last event yet', withHeard({ posted: heard.slice(0, 2) }), true],
    ['the shop lacks an event in the middle', withHeard({ posted: heard.slice(1) }), false],
    [
      'one attempt has made two charges',
      withOmise({ charges: [failedCharge, paidCharge, { ...paidCharge, id: 'chrg_3' }] }),
      false,
    ],
  ])('%s: %j', (_what, books, needsTime) => {
    const found = compareBooks(books)
    expect(found.length).toBeGreaterThan(0)
    expect(found.some((one) => !one.needsTime)).toBe(!needsTime)
  })
})

/** What the shop heard, one event of it a second time. */
function twice(index: number) {
  return heard.flatMap((one, at) => (at === index ? [one, one] : [one]))
}

function delivery(process: string, startedAt: number): Call {
  return {
    ...call(process, startedAt, startedAt + 1_000),
    operation: 'warehouse',
    chargeId: null,
    subject: 'evt_1',
  }
}
