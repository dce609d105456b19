import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChargeReading } from '../provider.ts'
import { applyCharge } from './apply-charge.ts'
import { type AttemptState, isLive, isPaid } from './attempt.ts'
import { testAttempt, testOrder } from './order.test-support.ts'
import type { Order } from './order.ts'
import { paymentOf } from './payment.ts'

const noCode = () => undefined

const runs = { seed: 2019, numRuns: 1_000 }
const now = 1_000_000

/** How a charge can end, with what Omise may have said of it on the way, as often as anybody asked. */
const ends = ['pending', 'successful', 'failed', 'expired', 'reversed'] as const
const history = fc.record({
  end: fc.constantFrom(...ends),
  /** A status of a later version of Omise's API, which we don't know. */
  hasUnknown: fc.boolean(),
})
const restState = fc.constantFrom<AttemptState>('abandoned', 'superseded')
const lastState = fc.constantFrom<AttemptState>('creating', 'pending', 'abandoned', 'superseded')

const scene = fc.record({
  before: fc.array(fc.tuple(restState, history), { maxLength: 2 }),
  last: fc.tuple(lastState, history),
})

describe('applyCharge, for all that Omise may say of an order’s charges', () => {
  it('ends in the same state in any order, and however often each reading comes', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.nat()), ({ before, last }, dice) => {
        const charges = [...before, last]
        const readings = charges.flatMap(([, one], index) => readingsOf(one, index))
        const start = orderOf(charges.map(([state]) => state))
        const one = applyAll(start, readings)
        const other = applyAll(start, shuffled([...readings, ...readings], dice))
        const paid = charges.filter(([, { end }]) => end === 'successful').length
        // Of two paid charges either may be the payment; the other one is the duplicate.
        if (paid > 1) expect(summary(other)).toEqual(summary(one))
        else expect(other).toEqual(one)
      }),
      runs,
    )
  })

  it('counts as paid exactly what Omise calls successful', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.nat()), ({ before, last }, dice) => {
        const charges = [...before, last]
        const readings = charges.flatMap(([, one], index) => readingsOf(one, index))
        const end = applyAll(orderOf(charges.map(([state]) => state)), shuffled(readings, dice))
        const paid = end.attempts.map(isPaid)
        expect(paid).toEqual(charges.map(([, one]) => one.end === 'successful'))
        expect(paymentOf(end, noCode).status === 'successful').toBe(paid.includes(true))
      }),
      runs,
    )
  })
})

describe('applyCharge, for any readings at all', () => {
  const statuses = [...ends, 'unknown'] as const
  const anyReading = fc
    .record({
      index: fc.nat({ max: 3 }),
      status: fc.constantFrom(...statuses),
      amountSatang: fc.constantFrom(100_000, 100_000, 100_000, 99_999, 0, -1),
      currency: fc.constantFrom('THB', 'THB', 'THB', 'JPY'),
      orderId: fc.constantFrom('ord_1', 'ord_1', 'ord_1', 'ord_2', null),
    })
    .map(({ index, ...different }) => ({ ...reading(index, different.status), ...different }))
  const states = fc
    .tuple(fc.array(restState, { maxLength: 2 }), lastState)
    .map(([before, last]) => [...before, last])

  it('never lowers what is paid, and never has two payments or a live attempt beside one', () => {
    fc.assert(
      fc.property(states, fc.array(anyReading, { maxLength: 30 }), (start, readings) => {
        let order = orderOf(start)
        for (const one of readings) {
          const next = applyAll(order, [one])
          for (const attempt of order.attempts.filter(isPaid))
            expect(next.attempts).toContainEqual(attempt)
          const successful = next.attempts.filter(({ state }) => state === 'successful').length
          const live = next.attempts.filter(isLive).length
          expect(successful + live).toBeLessThanOrEqual(1)
          order = next
        }
      }),
      runs,
    )
  })

  it('takes no charge of another amount or currency as the payment', () => {
    fc.assert(
      fc.property(states, fc.array(anyReading, { maxLength: 30 }), (start, readings) => {
        const order = applyAll(orderOf(start), readings)
        return order.attempts.every(
          ({ state, amountSatang, failureCode }) =>
            (state !== 'successful' && state !== 'pending') ||
            (amountSatang === order.amountSatang && failureCode !== 'amount_mismatch'),
        )
      }),
      runs,
    )
  })

  it('settles nothing on the word of a status that it does not know', () => {
    fc.assert(
      fc.property(states, fc.nat({ max: 2 }), (start, index) => {
        const order = applyAll(orderOf(start), [reading(index, 'unknown')])
        return order.attempts.every(
          ({ state }) => !['successful', 'failed', 'expired'].includes(state),
        )
      }),
      runs,
    )
  })
})

function applyAll(start: Order, readings: readonly ChargeReading[]): Order {
  return readings.reduce((order, one) => {
    const applied = applyCharge(order, one, now)
    return applied.kind === 'foreign' ? order : applied.order
  }, start)
}

function readingsOf(
  { end, hasUnknown }: { end: (typeof ends)[number]; hasUnknown: boolean },
  index: number,
): ChargeReading[] {
  const onTheWay = [reading(index, 'pending'), ...(hasUnknown ? [reading(index, 'unknown')] : [])]
  return [...onTheWay, reading(index, end)]
}

function reading(index: number, status: ChargeReading['status']): ChargeReading {
  return {
    id: `chrg_${index}`,
    status,
    amountSatang: 100_000,
    currency: 'THB',
    orderId: 'ord_1',
    attemptId: `att_${index}`,
    shopName: null,
    method: 'truemoney',
    phoneNumber: '0812345678',
    qr: null,
    authorizeUri: `https://pay.omise.co/${index}`,
    failureCode: status === 'failed' ? 'payment_rejected' : null,
    failureMessage: null,
    createdAt: index,
    paidAt: status === 'successful' ? 500 + index : null,
    expiresAt: 900_000,
    refundedSatang: 0,
    isReversed: false,
    reversedAt: null,
    isDisputed: false,
  }
}

function orderOf(states: readonly AttemptState[]): Order {
  const attempts = states.map((state, index) =>
    testAttempt({
      id: `att_${index}`,
      state,
      sourceId: `src_${index}`,
      chargeId: state === 'creating' || state === 'abandoned' ? null : `chrg_${index}`,
      createdAt: index,
    }),
  )
  return testOrder({ attempts })
}

/** What can be compared when two charges are paid. */
function summary(order: Order) {
  return {
    states: order.attempts.map(({ state }) => state).sort(),
    status: paymentOf(order, noCode).status,
  }
}

function shuffled<T>(items: readonly T[], dice: Iterator<number>): T[] {
  return items
    .map((item) => ({ item, at: dice.next().value % 1_000_003 }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
