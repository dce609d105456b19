import { describe, expect, it } from 'vitest'
import type { ChargeReading } from '../provider.ts'
import { applyCharge } from './apply-charge.ts'
import type { Attempt, AttemptState } from './attempt.ts'
import { testAttempt, testOrder } from './order.test-support.ts'
import { abandonAttempt, liveAttempt, type Order, startAttempt } from './order.ts'
import { paymentOf } from './payment.ts'

const noCode = () => undefined

const now = 1_000_000
const statuses = ['pending', 'successful', 'failed', 'expired', 'reversed', 'unknown'] as const
const states = [
  'creating',
  'pending',
  'successful',
  'failed',
  'expired',
  'abandoned',
  'superseded',
  'duplicate',
] as const

/** Where an attempt stands × what Omise says of its charge → where it stands then. */
const table: Record<AttemptState, Record<ChargeReading['status'], AttemptState>> = {
  creating: {
    pending: 'pending',
    successful: 'successful',
    failed: 'failed',
    expired: 'expired',
    reversed: 'failed',
    unknown: 'pending',
  },
  pending: {
    pending: 'pending',
    successful: 'successful',
    failed: 'failed',
    expired: 'expired',
    reversed: 'failed',
    unknown: 'pending',
  },
  successful: {
    pending: 'successful',
    successful: 'successful',
    failed: 'successful',
    expired: 'successful',
    reversed: 'successful',
    unknown: 'successful',
  },
  failed: {
    pending: 'failed',
    successful: 'successful',
    failed: 'failed',
    expired: 'failed',
    reversed: 'failed',
    unknown: 'failed',
  },
  expired: {
    pending: 'expired',
    successful: 'successful',
    failed: 'expired',
    expired: 'expired',
    reversed: 'expired',
    unknown: 'expired',
  },
  abandoned: {
    pending: 'superseded',
    successful: 'successful',
    failed: 'failed',
    expired: 'expired',
    reversed: 'failed',
    unknown: 'superseded',
  },
  superseded: {
    pending: 'superseded',
    successful: 'successful',
    failed: 'failed',
    expired: 'expired',
    reversed: 'failed',
    unknown: 'superseded',
  },
  duplicate: {
    pending: 'duplicate',
    successful: 'duplicate',
    failed: 'duplicate',
    expired: 'duplicate',
    reversed: 'duplicate',
    unknown: 'duplicate',
  },
}

describe('applyCharge', () => {
  it.each(states)('takes a %s attempt where the table says, and only once', (state) => {
    for (const status of statuses) {
      const first = applyCharge(orderWith([attempt({ state })]), reading({ status }), now)
      expect(first, status).toMatchObject({ attempt: { state: table[state][status] } })
      if (first.kind === 'foreign') throw new Error(first.reason)
      const second = applyCharge(first.order, reading({ status }), now + 1)
      expect(second.kind, status).toBe('unchanged')
    }
  })

  it.each([
    ['another amount', { amountSatang: 99_999 }],
    ['another currency', { currency: 'JPY' }],
    ['another order’s metadata', { orderId: 'ord_2' }],
  ])('does not believe a reading of a known charge with %s', (_what, difference) => {
    const order = orderWith([attempt({ state: 'pending' })])
    expect(applyCharge(order, reading({ status: 'successful', ...difference }), now).kind).toBe(
      'foreign',
    )
  })

  it.each([
    ['another order’s metadata', { orderId: 'ord_2' }],
    ['no metadata', { orderId: null, attemptId: null }],
  ])('adopts no charge with %s', (_what, difference) => {
    const order = orderWith([attempt({ state: 'creating', chargeId: null })])
    const charge = reading({ status: 'successful', ...difference })
    expect(applyCharge(order, charge, now).kind).toBe('foreign')
  })

  it('does not believe a reading of a known charge that names another attempt of the order', () => {
    const order = orderWith([
      attempt({ state: 'pending' }),
      attempt({ id: 'att_2', chargeId: null }),
    ])
    const charge = reading({ status: 'successful', attemptId: 'att_2' })
    expect(applyCharge(order, charge, now).kind).toBe('foreign')
  })

  it.each([
    ['pending', 'pending', true],
    ['successful', 'successful', true],
    ['failed', 'failed', true],
    ['pending', 'superseded', false],
    ['successful', 'duplicate', false],
    ['expired', 'expired', false],
  ] as const)(
    'adopts a %s charge that names the order with an attempt that is not stored as %s (order free: %s)',
    (status, state, isFree) => {
      const known = attempt({ state: isFree ? 'expired' : 'successful', createdAt: 5 })
      const charge = reading({ id: 'chrg_2', attemptId: 'att_lost', status, createdAt: 3 })
      const applied = applyCharge(orderWith([known]), charge, now)
      expect(applied).toMatchObject({
        kind: 'changed',
        attempt: { id: 'chrg_2', chargeId: 'chrg_2', state, createdAt: 3 },
        order: { attempts: [{ chargeId: 'chrg_2' }, known] },
      })
      if (applied.kind === 'foreign') throw new Error(applied.reason)
      expect(applyCharge(applied.order, charge, now + 1).kind).toBe('unchanged')
    },
  )

  it('adopts a second charge of one attempt, and refunds it when both are paid', () => {
    const order = orderWith([attempt({ state: 'successful' })])
    const charge = reading({ id: 'chrg_2', status: 'successful' })
    expect(applyCharge(order, charge, now)).toMatchObject({ attempt: { state: 'duplicate' } })
  })

  it.each([
    ['pending', 'superseded'],
    ['unknown', 'superseded'],
    ['successful', 'duplicate'],
    ['failed', 'failed'],
    ['expired', 'expired'],
  ] as const)('ends an attempt whose %s charge has another amount as %s', (status, state) => {
    for (const difference of [{ amountSatang: 5_000 }, { currency: 'JPY' }]) {
      const order = orderWith([attempt({ state: 'creating', chargeId: null })])
      const charge = reading({ status, ...difference })
      const applied = applyCharge(order, charge, now)
      if (applied.kind !== 'changed') throw new Error(applied.kind)
      expect(applied.attempt).toMatchObject({ state, amountSatang: charge.amountSatang })
      expect(applied.attempt.failureCode).toBe('amount_mismatch')
      expect(applyCharge(applied.order, charge, now + 1).kind).toBe('unchanged')
    }
  })

  it('knows a charge it has adopted, whatever was done to its metadata since', () => {
    const order = orderWith([attempt({ state: 'pending' })])
    const edited = reading({ status: 'successful', orderId: null, attemptId: null })
    expect(applyCharge(order, edited, now)).toMatchObject({ attempt: { state: 'successful' } })
  })

  it('adopts the charge of an attempt that never heard its answer', () => {
    const order = orderWith([attempt({ state: 'creating', chargeId: null })])
    const applied = applyCharge(order, reading({ status: 'pending' }), now)
    expect(applied).toMatchObject({
      kind: 'changed',
      attempt: { chargeId: 'chrg_1', authorizeUri: 'https://pay.omise.co/x', state: 'pending' },
    })
  })

  it('keeps why a charge failed', () => {
    const order = orderWith([attempt({ state: 'pending' })])
    const failed = reading({
      status: 'failed',
      failureCode: 'insufficient_fund',
      failureMessage: 'no',
    })
    expect(applyCharge(order, failed, now)).toMatchObject({
      attempt: { failureCode: 'insufficient_fund', failureMessage: 'no' },
    })
  })

  it('calls a second paid charge a duplicate, and the first stays the payment', () => {
    const paid = attempt({ state: 'successful', paidAt: 5 })
    const late = attempt({ id: 'att_2', chargeId: 'chrg_2', state: 'superseded' })
    const applied = applyCharge(
      orderWith([paid, late]),
      reading({ id: 'chrg_2', attemptId: 'att_2', status: 'successful' }),
      now,
    )
    if (applied.kind !== 'changed') throw new Error(applied.kind)
    expect(applied.attempt.state).toBe('duplicate')
    expect(paymentOf(applied.order, noCode)).toMatchObject({
      status: 'successful',
      paidAt: new Date(5).toISOString(),
    })
  })

  it('takes a live attempt out of the way when an abandoned one turns out to be paid', () => {
    const abandoned = attempt({ state: 'abandoned', chargeId: null })
    const live = attempt({ id: 'att_2', chargeId: 'chrg_2', state: 'pending' })
    const applied = applyCharge(
      orderWith([abandoned, live]),
      reading({ status: 'successful' }),
      now,
    )
    if (applied.kind !== 'changed') throw new Error(applied.kind)
    expect(applied.order.attempts).toMatchObject([
      { id: 'att_1', state: 'successful' },
      { id: 'att_2', state: 'superseded' },
    ])
    expect(liveAttempt(applied.order)).toBeUndefined()
  })

  it('asks again soon for a pending charge and never for a settled one', () => {
    const order = orderWith([attempt({ state: 'creating', chargeId: null })])
    expect(applyCharge(order, reading({ status: 'pending' }), now)).toMatchObject({
      order: { dueAt: now + 10_000 },
    })
    expect(applyCharge(order, reading({ status: 'expired' }), now)).toMatchObject({
      order: { dueAt: null },
    })
  })
})

describe('startAttempt', () => {
  const started = { id: 'att_9', sourceId: 'src_9', method: 'truemoney', now }

  it.each(['failed', 'expired', 'abandoned', 'superseded'] as const)(
    'starts anew after a %s attempt',
    (state) => {
      expect(startAttempt(orderWith([attempt({ state })]), started).attempts.at(-1)).toMatchObject({
        id: 'att_9',
        state: 'creating',
      })
    },
  )

  it.each(['creating', 'pending', 'successful'] as const)(
    'refuses to start beside a %s attempt',
    (state) => {
      expect(() => startAttempt(orderWith([attempt({ state })]), started)).toThrow('ord_1')
    },
  )
})

describe('abandonAttempt', () => {
  const reason = { code: 'invalid_charge', message: 'no', now }

  it('gives up an attempt without a charge', () => {
    const order = orderWith([attempt({ state: 'creating', chargeId: null })])
    expect(abandonAttempt(order, 'att_1', reason).attempts).toMatchObject([
      { state: 'abandoned', failureCode: 'invalid_charge' },
    ])
  })

  it('leaves an attempt alone whose charge was found meanwhile', () => {
    const order = orderWith([attempt({ state: 'pending' })])
    expect(abandonAttempt(order, 'att_1', reason).attempts).toEqual(order.attempts)
  })
})

describe('paymentOf', () => {
  it.each([
    ['creating', 'pending'],
    ['pending', 'pending'],
    ['successful', 'successful'],
    ['failed', 'failed'],
    ['expired', 'expired'],
    ['abandoned', 'unpaid'],
    ['superseded', 'unpaid'],
  ] as const)('says of a %s attempt that the order is %s', (state, status) => {
    expect(paymentOf(orderWith([attempt({ state })]), noCode).status).toBe(status)
  })

  it('is unpaid before anything was tried', () => {
    expect(paymentOf(orderWith([]), noCode)).toEqual({
      orderId: 'ord_1',
      reference: 'SO-ord_1',
      status: 'unpaid',
      amount: 100_000,
      currency: 'THB',
    })
  })

  it('speaks of the last try', () => {
    const failed = attempt({ state: 'failed', failureCode: 'payment_rejected' })
    const retried = attempt({ id: 'att_2', chargeId: 'chrg_2', state: 'expired' })
    expect(paymentOf(orderWith([failed, retried]), noCode)).toMatchObject({ status: 'expired' })
  })
})

function orderWith(attempts: readonly Attempt[]): Order {
  return testOrder({ attempts })
}

function attempt(difference: Partial<Attempt>): Attempt {
  return testAttempt({
    sourceId: 'src_1',
    chargeId: 'chrg_1',
    authorizeUri: 'https://pay.omise.co/x',
    ...difference,
  })
}

function reading(difference: Partial<ChargeReading>): ChargeReading {
  return {
    id: 'chrg_1',
    status: 'pending',
    amountSatang: 100_000,
    currency: 'THB',
    orderId: 'ord_1',
    attemptId: 'att_1',
    shopName: null,
    method: 'truemoney',
    phoneNumber: '0812345678',
    qr: null,
    authorizeUri: 'https://pay.omise.co/x',
    failureCode: null,
    failureMessage: null,
    createdAt: 0,
    paidAt: null,
    expiresAt: null,
    refundedSatang: 0,
    isReversed: false,
    reversedAt: null,
    isDisputed: false,
    ...difference,
  }
}
