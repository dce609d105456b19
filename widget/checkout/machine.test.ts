import { describe, expect, it } from 'vitest'
import type { Payment } from '../contract.ts'
import { checkoutErrors } from '../core/errors.ts'
import { transition } from './machine.ts'
import type { CheckoutEvent, CheckoutState } from './state.ts'

const typed = (phone: string) => ({ method: 'truemoney', phone }) as const
const draft = typed('081-234-5678')
const empty = typed('')
const app = { method: 'truemoney_jumpapp' } as const
const qr = { imageUri: 'https://shop.example/qr.svg' }
const amount = 100_000
const uri = 'https://pay.omise.co/payments/pay2_test_1/authorize'

const payment = (status: Payment['status'], more: Partial<Payment> = {}): Payment => ({
  orderId: 'ord_1',
  status,
  amount,
  currency: 'THB',
  ...more,
})

type In<Status extends CheckoutState['status']> = Extract<CheckoutState, { status: Status }>

const ready: In<'ready'> = { status: 'ready', draft, amount, problem: undefined, error: undefined }
const wrong: In<'ready'> = { ...ready, draft: typed('0812'), problem: 'too_short' }
const submitting: In<'submitting'> = { status: 'submitting', draft, amount }
const redirecting: In<'redirecting'> = { status: 'redirecting', draft, amount, authorizeUri: uri }
const handedOver: In<'handedOver'> = { status: 'handedOver', draft, amount }
const wait = {
  draft,
  amount,
  authorizeUri: undefined,
  reference: undefined,
  qr: undefined,
  expiresAt: undefined,
  waitedMs: 0,
}
const verifying: In<'verifying'> = { status: 'verifying', ...wait, reason: 'charge' }
const returned: In<'verifying'> = { ...verifying, amount: undefined, reason: 'return' }
const wentBack: In<'verifying'> = { ...verifying, reason: 'back' }
const unconfirmed: In<'unconfirmed'> = {
  status: 'unconfirmed',
  ...wait,
  authorizeUri: uri,
  check: 'quiet',
}
/** The same, once the server has said what it is about. */
const asked: In<'unconfirmed'> = { ...unconfirmed, reference: 'ord_1' }
const result = (
  status: 'successful' | 'failed' | 'expired',
): Extract<CheckoutState, { payment: Payment }> => ({ status, draft, payment: payment(status) })
const stopped: In<'stopped'> = { status: 'stopped', error: 'order_unknown' }

const states = {
  missing: { status: 'missing' },
  ready,
  'ready, wrong number': wrong,
  submitting,
  redirecting,
  'handed over': handedOver,
  'verifying after the return': returned,
  'verifying after going back': wentBack,
  unconfirmed,
  successful: result('successful'),
  failed: result('failed'),
  expired: result('expired'),
  stopped,
} as const satisfies Record<string, CheckoutState>

const pendingHere = payment('pending', { authorizeUri: uri })
const events = {
  typed: { type: 'typed', draft: typed('09') },
  submit: {
    type: 'submit',
    read: { ok: true, fields: { method: 'truemoney', phoneNumber: '0812345678' } },
  },
  'submit a wrong number': { type: 'submit', read: { ok: false, problem: 'too_short' } },
  'refused, can be tried again': { type: 'refused', code: 'provider_unreachable' },
  'refused, amount changed': { type: 'refused', code: 'amount_changed' },
  charged: { type: 'charged', authorizeUri: uri },
  'code shown': { type: 'codeShown', qr },
  'payment pending, with a code': { type: 'payment', payment: payment('pending', { qr }) },
  verify: { type: 'verify', reason: 'charge' },
  'payment unpaid': { type: 'payment', payment: payment('unpaid') },
  'payment pending': { type: 'payment', payment: pendingHere },
  'payment pending, nowhere to go': { type: 'payment', payment: payment('pending') },
  'payment successful': { type: 'payment', payment: payment('successful') },
  'payment failed': { type: 'payment', payment: payment('failed') },
  'payment expired': { type: 'payment', payment: payment('expired') },
  'ask failed': { type: 'askFailed', code: 'server_unreachable' },
  'ask failed, order unknown': { type: 'askFailed', code: 'order_unknown' },
  waited: { type: 'waited' },
  checkNow: { type: 'checkNow' },
  continue: { type: 'continue' },
  useAnotherNumber: { type: 'useAnotherNumber', draft: empty },
  tryAgain: { type: 'tryAgain' },
  vetoed: { type: 'vetoed' },
  invalid: { type: 'invalid', draft: typed('0812'), problem: 'too_short' },
  'refused, outcome unknown': { type: 'refused', code: 'outcome_unknown' },
  'handed over': { type: 'handedOver' },
  stayed: { type: 'stayed' },
  'payment pending, by another method': {
    type: 'payment',
    payment: pendingHere,
    draft: app,
  },
  'came back': { type: 'cameBack' },
  reset: { type: 'reset', draft: empty },
  'amount changed': { type: 'amountChanged', amount: 50_000, draft },
  'amount changed, for another method': {
    type: 'amountChanged',
    amount: 50_000,
    draft: app,
  },
  'amount changed, for no method': { type: 'amountChanged', amount: 50_000, draft: undefined },
  choose: { type: 'choose', draft: app },
  waiting: { type: 'waiting', ms: 5_000 },
  paused: { type: 'paused' },
} as const satisfies Record<string, CheckoutEvent>

/** What changes something. Every other pair of state and event changes nothing. */
const changes: Record<keyof typeof states, Partial<Record<keyof typeof events, CheckoutState>>> = {
  missing: {},
  ready: {
    typed: { ...ready, draft: typed('09') },
    submit: submitting,
    'submit a wrong number': { ...ready, problem: 'too_short' },
    verify: verifying,
    reset: { ...ready, draft: empty },
    'amount changed': { ...ready, amount: 50_000 },
    'amount changed, for another method': { ...ready, amount: 50_000, draft: app },
    'amount changed, for no method': { ...ready, amount: 50_000, error: 'amount_refused' },
    choose: { ...ready, draft: app },
  },
  'ready, wrong number': {
    typed: { ...ready, draft: typed('09') },
    submit: { ...submitting, draft: typed('0812') },
    'submit a wrong number': wrong,
    verify: { ...verifying, draft: typed('0812') },
    reset: { ...ready, draft: empty },
    'amount changed': { ...wrong, amount: 50_000 },
    'amount changed, for another method': { ...ready, amount: 50_000, draft: app },
    'amount changed, for no method': { ...wrong, amount: 50_000, error: 'amount_refused' },
    choose: { ...ready, draft: app },
  },
  submitting: {
    'refused, can be tried again': { ...ready, error: 'provider_unreachable' },
    'refused, amount changed': { status: 'stopped', error: 'amount_changed' },
    'refused, outcome unknown': { status: 'stopped', error: 'outcome_unknown' },
    charged: redirecting,
    'code shown': { ...unconfirmed, authorizeUri: undefined, qr },
    verify: verifying,
    vetoed: ready,
    invalid: wrong,
    'handed over': handedOver,
  },
  redirecting: {
    verify: verifying,
    stayed: unconfirmed,
    'came back': { status: 'stopped', error: 'outcome_unknown' },
  },
  'handed over': { 'came back': ready, reset: ready },
  'verifying after the return': {
    'payment unpaid': ready,
    'payment pending': { ...returned, amount, authorizeUri: uri, reference: 'ord_1' },
    'payment pending, by another method': {
      ...returned,
      draft: app,
      amount,
      authorizeUri: uri,
      reference: 'ord_1',
    },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...returned, amount, reference: 'ord_1' },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed, order unknown': stopped,
    waited: { ...unconfirmed, amount: undefined, authorizeUri: undefined },
    waiting: { ...returned, waitedMs: 5_000 },
  },
  'verifying after going back': {
    'payment unpaid': ready,
    'payment pending': asked,
    'payment pending, by another method': { ...asked, draft: app },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...wentBack, reference: 'ord_1' },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed, order unknown': stopped,
    waited: { ...unconfirmed, authorizeUri: undefined },
    waiting: { ...wentBack, waitedMs: 5_000 },
  },
  unconfirmed: {
    'payment unpaid': { ...ready, error: 'charge_refused' },
    'payment pending': asked,
    'payment pending, by another method': { ...asked, draft: app },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...asked, authorizeUri: undefined },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed': { ...unconfirmed, check: 'unreachable' },
    'ask failed, order unknown': stopped,
    checkNow: { ...unconfirmed, check: 'asking' },
    waiting: { ...unconfirmed, waitedMs: 5_000 },
    paused: { ...unconfirmed, check: 'paused' },
    continue: redirecting,
    useAnotherNumber: { ...ready, draft: empty },
    choose: { ...ready, draft: app },
  },
  successful: {},
  failed: { tryAgain: ready, choose: { ...ready, draft: app }, reset: { ...ready, draft: empty } },
  expired: { tryAgain: ready, choose: { ...ready, draft: app }, reset: { ...ready, draft: empty } },
  stopped: {},
}

const isState = (name: string): name is keyof typeof states => name in states
const isEvent = (name: string): name is keyof typeof events => name in events
const stateNames = Object.keys(states).filter(isState)
const eventNames = Object.keys(events).filter(isEvent)

it.each(stateNames)('%s: each event leads where the table says', (stateName) => {
  const state = states[stateName]
  const expected = changes[stateName]
  for (const eventName of eventNames) {
    const next = transition(state, events[eventName])
    if (eventName in expected) expect(next, eventName).toEqual(expected[eventName])
    else expect(next, eventName).toBe(state)
  }
})

describe('the form', () => {
  it('keeps what was typed when something went wrong', () => {
    const refused: CheckoutState = {
      ...ready,
      draft: typed('+66 81 234 5678'),
      error: 'rate_limited',
    }
    const submitted = transition(refused, events.submit)
    expect(submitted).toMatchObject({ status: 'submitting' })
    expect(transition(submitted, { type: 'refused', code: 'server_unreachable' })).toEqual({
      ...ready,
      draft: typed('+66 81 234 5678'),
      error: 'server_unreachable',
    })
  })

  it('shows a number that Omise refuses as a problem of the field', () => {
    const code = 'phone_refused'
    const next = transition(submitting, { type: 'refused', code, problem: 'refused' })
    expect(next).toEqual({ ...ready, problem: 'refused' })
  })

  it('takes every error code there is, and never leaves the buyer in a busy state', () => {
    for (const code of Object.keys(checkoutErrors)) {
      if (!isErrorCode(code)) continue
      const next = transition(submitting, { type: 'refused', code })
      expect(['ready', 'stopped']).toContain(next.status)
      if (next.status === 'ready') expect(next.error ?? next.problem).toBeDefined()
    }
  })
})

describe('verifying', () => {
  it('still knows the way to TrueMoney when waiting has become too long', () => {
    const seen = transition(returned, events['payment pending'])
    expect(transition(seen, { type: 'waited' })).toEqual(asked)
  })

  it('keeps the amount that the page shows: a difference is for the server to find', () => {
    const other = payment('unpaid', { amount: 5000 })
    const next = transition(wentBack, {
      type: 'payment',
      payment: other,
    })
    expect(next).toEqual(ready)
  })

  it('takes the amount from the server where the page has none', () => {
    const other = payment('unpaid', { amount: 5000 })
    const next = transition(returned, {
      type: 'payment',
      payment: other,
    })
    expect(next).toEqual({ ...ready, amount: 5000 })
  })
})

describe('unconfirmed', () => {
  it('says the shop’s own number of the order where it has one', () => {
    const told = payment('pending', { reference: 'INV-2026-0042' })
    expect(transition(unconfirmed, { type: 'payment', payment: told })).toMatchObject({
      reference: 'INV-2026-0042',
    })
  })

  const asked = transition(unconfirmed, { type: 'checkNow' })

  it('counts how long it has waited, by the server where the server tells it', () => {
    const later = transition(transition(unconfirmed, events.waiting), events.waiting)
    expect(later).toMatchObject({ waitedMs: 10_000 })
    const told = payment('pending', { pendingMs: 125_000, expiresAt: '2026-03-27T09:41:53Z' })
    expect(transition(later, { type: 'payment', payment: told })).toMatchObject({
      waitedMs: 125_000,
      expiresAt: '2026-03-27T09:41:53Z',
    })
  })

  it('is no longer paused once somebody has asked', () => {
    const paused = transition(unconfirmed, events.paused)
    expect(transition(paused, events['payment pending'])).toMatchObject({ check: 'quiet' })
    expect(transition(paused, events.checkNow)).toMatchObject({ check: 'asking' })
  })

  it('says that nothing is new only to a buyer who asked', () => {
    expect(transition(asked, events['payment pending'])).toMatchObject({ check: 'still_pending' })
    expect(transition(unconfirmed, events['payment pending'])).toMatchObject({ check: 'quiet' })
  })

  it('keeps saying so while it goes on asking by itself', () => {
    const answered = transition(asked, events['payment pending'])
    expect(transition(answered, events['payment pending'])).toMatchObject({
      check: 'still_pending',
    })
  })

  it('takes "cannot reach" back when the server answers again', () => {
    const lost = transition(unconfirmed, events['ask failed'])
    expect(transition(lost, events['payment pending'])).toMatchObject({ check: 'quiet' })
  })

  it('offers no way on to TrueMoney and no form while it knows neither address nor amount', () => {
    const bare: CheckoutState = { ...unconfirmed, amount: undefined, authorizeUri: undefined }
    expect(transition(bare, { type: 'continue' })).toBe(bare)
    expect(transition(bare, { type: 'useAnotherNumber', draft: empty })).toBe(bare)
  })
})

function isErrorCode(code: string): code is keyof typeof checkoutErrors {
  return code in checkoutErrors
}

it('says so when the charge that a buyer waited for turns out not to exist', () => {
  const after = transition(verifying, { type: 'payment', payment: payment('unpaid') })
  expect(after).toEqual({ ...ready, error: 'charge_refused' })
})
