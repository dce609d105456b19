import { expect, it } from 'vitest'
import type { Attempt } from '../checkout/order/attempt.ts'
import { testAttempt, testOrder } from '../checkout/order/order.test-support.ts'
import type { Order } from '../checkout/order/order.ts'
import type { Refund } from '../checkout/refunds/refund.ts'
import { shopEvent } from './event.ts'
import { eventsBetween } from './events-between.ts'

const at = 1_700_000_000_000
const pending = testAttempt({ state: 'pending', chargeId: 'chrg_1' })
const paid = testAttempt({ state: 'successful', chargeId: 'chrg_1', paidAt: 5 })
const twice = testAttempt({ id: 'att_2', state: 'duplicate', chargeId: 'chrg_2', paidAt: 6 })
const asked: Refund = {
  id: 'rfd_1',
  attemptId: 'att_1',
  state: 'creating',
  omiseId: null,
  amountSatang: 30_000,
  voided: false,
  reason: null,
  refusal: null,
  createdAt: 7,
}

it.each<[string, Partial<Order>, Partial<Order>, readonly string[]]>([
  ['an attempt is started', {}, { attempts: [testAttempt()] }, []],
  ['a charge is made', { attempts: [testAttempt()] }, { attempts: [pending] }, []],
  ['it is paid', { attempts: [pending] }, { attempts: [paid] }, ['order.paid']],
  ['it is read again', { attempts: [paid] }, { attempts: [paid] }, []],
  ['it fails', { attempts: [pending] }, { attempts: [in_('failed')] }, ['order.payment_failed']],
  [
    'it expires',
    { attempts: [pending] },
    { attempts: [in_('expired')] },
    ['order.payment_expired'],
  ],
  ['no charge was made', { attempts: [testAttempt()] }, { attempts: [in_('abandoned')] }, []],
  [
    'late money of a failed attempt',
    { attempts: [in_('failed')] },
    { attempts: [paid] },
    ['order.paid'],
  ],
  ['it is paid twice', { attempts: [paid] }, { attempts: [paid, twice] }, ['order.paid_twice']],
  [
    'it is reversed',
    { attempts: [paid] },
    { attempts: [{ ...paid, reversedAt: 8 }] },
    ['order.reversed'],
  ],
  [
    'it is disputed after it was reversed',
    { attempts: [{ ...paid, reversedAt: 8 }] },
    { attempts: [{ ...paid, reversedAt: 8, disputedAt: 9 }] },
    ['order.disputed'],
  ],
  ['it is cancelled', {}, { cancelledAt: 9 }, ['order.cancelled']],
  ['a refund is asked for', { attempts: [paid] }, { attempts: [paid], refunds: [asked] }, []],
  ['a refund is under way', refunded('creating'), refunded('pending'), []],
  ['a refund is done', refunded('creating'), refunded('done'), ['order.refunded']],
  ['a refund is refused', refunded('creating'), refunded('refused'), ['order.refund_failed']],
  ['a refund fails late', refunded('pending'), refunded('failed'), ['order.refund_failed']],
  [
    'the second payment is refunded',
    { attempts: [paid, twice] },
    { attempts: [paid, twice], refunds: [{ ...asked, attemptId: 'att_2', state: 'done' }] },
    ['order.paid_twice'],
  ],
  [
    'it is paid and refunded at once',
    { attempts: [pending] },
    { attempts: [paid], refunds: [{ ...asked, state: 'done' }] },
    ['order.paid', 'order.refunded'],
  ],
])('when %s', (_what, before, after, types) => {
  const events = eventsBetween(testOrder(before), testOrder(after), at)
  expect(events.map(({ type }) => type)).toEqual(types)
  expect(events.map(({ sequence }) => sequence)).toEqual(types.map((_type, index) => index + 1))
  for (const event of events) expect(shopEvent.parse(event)).toEqual(event)
})

it('an event holds the order as it then was, with what it is about', () => {
  const [event] = eventsBetween(
    testOrder({ attempts: [pending], eventCount: 4 }),
    testOrder({ attempts: [paid], description: '3 items', metadata: { branch: 'BKK' } }),
    at,
  )
  expect(event).toMatchObject({
    type: 'order.paid',
    createdAt: '2023-11-14T22:13:20.000Z',
    sequence: 5,
    order: {
      reference: 'SO-ord_1',
      status: 'paid',
      amount: 100_000,
      description: '3 items',
      metadata: { branch: 'BKK' },
      paidAt: '1970-01-01T00:00:00.005Z',
    },
    payment: { method: 'truemoney', chargeId: 'chrg_1', amount: 100_000 },
  })
})

it('an event that an older version has written is read without its method', () => {
  const [event] = eventsBetween(
    testOrder({ attempts: [pending] }),
    testOrder({ attempts: [paid] }),
    at,
  )
  const { method: _later, ...payment } = event?.payment ?? {}
  expect(shopEvent.parse({ ...event, payment }).payment).toMatchObject({ ...payment, method: null })
})

function in_(state: Attempt['state']): Attempt {
  return testAttempt({ state, chargeId: state === 'abandoned' ? null : 'chrg_1' })
}

function refunded(state: Refund['state']): Partial<Order> {
  return { attempts: [paid], refunds: [{ ...asked, state }] }
}

it('gives an event that a restored backup has lost the same id again, and no other event that id', () => {
  const expired = { attempts: [in_('expired')] }
  const [lost] = between({ attempts: [pending] }, expired)
  const [again] = between({ attempts: [pending], eventCount: 3 }, { ...expired, eventCount: 3 })
  // In its place, under its number, another one happens.
  const [other] = between({ attempts: [pending] }, { attempts: [paid] })
  expect(again?.id).toBe(lost?.id)
  expect(other?.sequence).toBe(lost?.sequence)
  expect(other?.id).not.toBe(lost?.id)
})

it('gives order.paid one id for ever, also when another charge turns out to be the payment', () => {
  const second = testAttempt({ id: 'att_2', state: 'successful', chargeId: 'chrg_2', paidAt: 6 })
  const [one] = between({}, { attempts: [paid] })
  const [another] = between({ eventCount: 3 }, { attempts: [second], eventCount: 3 })
  expect(another?.id).toBe(one?.id)
})

function between(before: Partial<Order>, after: Partial<Order>) {
  return eventsBetween(testOrder(before), testOrder(after), at)
}
