import { describe, expect, it } from 'vitest'
import type { Payment } from '../contract.ts'
import { checkoutErrors } from '../core/errors.ts'
import { appDraft } from '../methods/app/app.ts'
import { phoneDraft, readPhone } from '../methods/phone/phone.ts'
import { form, transition, verifying } from './machine.ts'
import type { CheckoutEvent, CheckoutState } from './state.ts'

const draft = phoneDraft('081-234-5678')
const empty = phoneDraft('')
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

const unconfirmed: Extract<CheckoutState, { status: 'unconfirmed' }> = {
  status: 'unconfirmed',
  draft,
  amount,
  authorizeUri: uri,
  reference: undefined,
  qr: undefined,
  expiresAt: undefined,
  waitedMs: 0,
  check: 'quiet',
}
/** The same, once the server has said what it is about. */
const asked = { ...unconfirmed, reference: 'ord_1' } as const
const redirecting: CheckoutState = { status: 'redirecting', draft, amount, authorizeUri: uri }
const result = (
  status: 'successful' | 'failed' | 'expired',
): Extract<CheckoutState, { payment: Payment }> => ({ status, draft, payment: payment(status) })

const states = {
  missing: { status: 'missing' },
  ready: form(draft, amount),
  'ready, wrong number': { ...form(phoneDraft('0812'), amount), problem: 'too_short' },
  submitting: { status: 'submitting', draft, amount },
  redirecting,
  'handed over': { status: 'handedOver', draft, amount },
  'verifying after the return': verifying(draft, undefined, 'return'),
  'verifying after going back': verifying(draft, amount, 'back'),
  unconfirmed,
  successful: result('successful'),
  failed: result('failed'),
  expired: result('expired'),
  stopped: { status: 'stopped', error: 'order_unknown' },
} as const satisfies Record<string, CheckoutState>

const pendingHere = payment('pending', { authorizeUri: uri })
const events = {
  typed: { type: 'typed', draft: phoneDraft('09') },
  submit: { type: 'submit', read: readPhone(draft) },
  'submit a wrong number': { type: 'submit', read: readPhone(phoneDraft('0812')) },
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
  invalid: { type: 'invalid', draft: phoneDraft('0812'), problem: 'too_short' },
  'refused, outcome unknown': { type: 'refused', code: 'outcome_unknown' },
  'handed over': { type: 'handedOver' },
  stayed: { type: 'stayed' },
  'payment pending, by another method': {
    type: 'payment',
    payment: pendingHere,
    draft: appDraft,
  },
  'came back': { type: 'cameBack' },
  reset: { type: 'reset', draft: empty },
  'amount changed': { type: 'amountChanged', amount: 50_000, draft },
  'amount changed, for another method': {
    type: 'amountChanged',
    amount: 50_000,
    draft: appDraft,
  },
  'amount changed, for no method': { type: 'amountChanged', amount: 50_000, draft: undefined },
  choose: { type: 'choose', draft: appDraft },
  waiting: { type: 'waiting', ms: 5_000 },
  paused: { type: 'paused' },
} as const satisfies Record<string, CheckoutEvent>

/** What changes something. Every other pair of state and event changes nothing. */
const changes: Record<keyof typeof states, Partial<Record<keyof typeof events, CheckoutState>>> = {
  missing: {},
  ready: {
    typed: form(phoneDraft('09'), amount),
    submit: states.submitting,
    'submit a wrong number': { ...form(draft, amount), problem: 'too_short' },
    verify: verifying(draft, amount, 'charge'),
    reset: form(empty, amount),
    'amount changed': form(draft, 50_000),
    'amount changed, for another method': form(appDraft, 50_000),
    'amount changed, for no method': { ...form(draft, 50_000), error: 'amount_refused' },
    choose: form(appDraft, amount),
  },
  'ready, wrong number': {
    typed: form(phoneDraft('09'), amount),
    submit: { status: 'submitting', draft: phoneDraft('0812'), amount },
    'submit a wrong number': { ...form(phoneDraft('0812'), amount), problem: 'too_short' },
    verify: verifying(phoneDraft('0812'), amount, 'charge'),
    reset: form(empty, amount),
    'amount changed': { ...form(phoneDraft('0812'), 50_000), problem: 'too_short' },
    'amount changed, for another method': form(appDraft, 50_000),
    'amount changed, for no method': {
      ...form(phoneDraft('0812'), 50_000),
      problem: 'too_short',
      error: 'amount_refused',
    },
    choose: form(appDraft, amount),
  },
  submitting: {
    'refused, can be tried again': { ...form(draft, amount), error: 'provider_unreachable' },
    'refused, amount changed': { status: 'stopped', error: 'amount_changed' },
    'refused, outcome unknown': { status: 'stopped', error: 'outcome_unknown' },
    charged: redirecting,
    'code shown': { ...unconfirmed, authorizeUri: undefined, qr },
    verify: verifying(draft, amount, 'charge'),
    vetoed: form(draft, amount),
    invalid: { ...form(phoneDraft('0812'), amount), problem: 'too_short' },
    'handed over': { status: 'handedOver', draft, amount },
  },
  redirecting: {
    verify: verifying(draft, amount, 'charge'),
    stayed: unconfirmed,
    'came back': { status: 'stopped', error: 'outcome_unknown' },
  },
  'handed over': { 'came back': form(draft, amount), reset: form(draft, amount) },
  'verifying after the return': {
    'payment unpaid': form(draft, amount),
    'payment pending': {
      status: 'verifying',
      draft,
      amount,
      authorizeUri: uri,
      reference: 'ord_1',
      qr: undefined,
      expiresAt: undefined,
      waitedMs: 0,
      reason: 'return',
    },
    'payment pending, by another method': {
      ...verifying(appDraft, amount, 'return'),
      authorizeUri: uri,
      reference: 'ord_1',
    },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...verifying(draft, amount, 'return'), reference: 'ord_1' },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed, order unknown': states.stopped,
    waited: { ...unconfirmed, amount: undefined, authorizeUri: undefined },
    waiting: { ...verifying(draft, undefined, 'return'), waitedMs: 5_000 },
  },
  'verifying after going back': {
    'payment unpaid': form(draft, amount),
    'payment pending': asked,
    'payment pending, by another method': { ...asked, draft: appDraft },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...verifying(draft, amount, 'back'), reference: 'ord_1' },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed, order unknown': states.stopped,
    waited: { ...unconfirmed, authorizeUri: undefined },
    waiting: { ...verifying(draft, amount, 'back'), waitedMs: 5_000 },
  },
  unconfirmed: {
    'payment unpaid': { ...form(draft, amount), error: 'charge_refused' },
    'payment pending': asked,
    'payment pending, by another method': { ...asked, draft: appDraft },
    'payment pending, with a code': { ...asked, authorizeUri: undefined, qr },
    'payment pending, nowhere to go': { ...asked, authorizeUri: undefined },
    'payment successful': result('successful'),
    'payment failed': result('failed'),
    'payment expired': result('expired'),
    'ask failed': { ...unconfirmed, check: 'unreachable' },
    'ask failed, order unknown': states.stopped,
    checkNow: { ...unconfirmed, check: 'asking' },
    waiting: { ...unconfirmed, waitedMs: 5_000 },
    paused: { ...unconfirmed, check: 'paused' },
    continue: redirecting,
    useAnotherNumber: form(empty, amount),
    choose: form(appDraft, amount),
  },
  successful: {},
  failed: {
    tryAgain: form(draft, amount),
    choose: form(appDraft, amount),
    reset: form(empty, amount),
  },
  expired: {
    tryAgain: form(draft, amount),
    choose: form(appDraft, amount),
    reset: form(empty, amount),
  },
  stopped: {},
}

const isState = (name: string): name is keyof typeof states => name in states
const isEvent = (name: string): name is keyof typeof events => name in events

describe.each(Object.keys(states).filter(isState))('in %s', (stateName) => {
  it.each(Object.keys(events).filter(isEvent))('%s', (eventName) => {
    const state = states[stateName]
    const expected = changes[stateName][eventName]
    const next = transition(state, events[eventName])
    if (expected) expect(next).toEqual(expected)
    else expect(next).toBe(state)
  })
})

describe('the form', () => {
  it('keeps what was typed when something went wrong', () => {
    const typed: CheckoutState = {
      ...form(phoneDraft('+66 81 234 5678'), amount),
      error: 'rate_limited',
    }
    const submitted = transition(typed, events.submit)
    expect(submitted).toMatchObject({ status: 'submitting' })
    expect(transition(submitted, { type: 'refused', code: 'server_unreachable' })).toEqual({
      ...form(phoneDraft('+66 81 234 5678'), amount),
      error: 'server_unreachable',
    })
  })

  it('shows a number that Omise refuses as a problem of the field', () => {
    const code = 'phone_refused'
    const next = transition(states.submitting, { type: 'refused', code, problem: 'refused' })
    expect(next).toEqual({ ...form(draft, amount), problem: 'refused' })
  })

  it('takes every error code there is, and never leaves the buyer in a busy state', () => {
    for (const code of Object.keys(checkoutErrors)) {
      if (!isErrorCode(code)) continue
      const next = transition(states.submitting, { type: 'refused', code })
      expect(['ready', 'stopped']).toContain(next.status)
      if (next.status === 'ready') expect(next.error ?? next.problem).toBeDefined()
    }
  })
})

describe('verifying', () => {
  it('still knows the way to TrueMoney when waiting has become too long', () => {
    const seen = transition(states['verifying after the return'], events['payment pending'])
    expect(transition(seen, { type: 'waited' })).toEqual(asked)
  })

  it('keeps the amount that the page shows: a difference is for the server to find', () => {
    const other = payment('unpaid', { amount: 5000 })
    const next = transition(states['verifying after going back'], {
      type: 'payment',
      payment: other,
    })
    expect(next).toEqual(form(draft, amount))
  })

  it('takes the amount from the server where the page has none', () => {
    const other = payment('unpaid', { amount: 5000 })
    const next = transition(states['verifying after the return'], {
      type: 'payment',
      payment: other,
    })
    expect(next).toEqual(form(draft, 5000))
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
  const waiting = verifying(draft, amount, 'charge')
  const after = transition(waiting, { type: 'payment', payment: payment('unpaid') })
  expect(after).toEqual({ ...form(draft, amount), error: 'charge_refused' })
})
