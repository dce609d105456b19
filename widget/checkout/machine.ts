import type { Payment } from '../contract.ts'
import type { CheckoutErrorCode } from '../core/errors.ts'
import { unreachable } from '../core/unreachable.ts'
import type { Draft } from '../methods/draft.ts'
import type { ReadDraft } from './offer/methods.ts'
import {
  type Check,
  type CheckoutEvent,
  type CheckoutState,
  type FormErrorCode,
  neverInForm,
  type StopCode,
  stopCodes,
  type VerifyReason,
} from './state.ts'

/** Returns the state after an event: the same object where the event has no meaning in that state. */
export function transition(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  switch (event.type) {
    case 'typed':
      return state.status === 'ready' ? form(event.draft, state.amount) : state

    case 'submit':
      return state.status === 'ready' ? submitted(state.draft, state.amount, event.read) : state

    case 'vetoed':
      return state.status === 'submitting' ? form(state.draft, state.amount) : state

    case 'invalid':
      if (state.status !== 'submitting') return state
      return { ...form(event.draft, state.amount), problem: event.problem }

    case 'refused':
      if (state.status !== 'submitting') return state
      if (event.problem === undefined) return refused(state.draft, state.amount, event.code)
      return { ...form(state.draft, state.amount), problem: event.problem }

    case 'charged':
      if (state.status !== 'submitting') return state
      return redirecting(state.draft, state.amount, event.authorizeUri)

    case 'codeShown': {
      if (state.status !== 'submitting') return state
      const { draft, amount } = state
      return unconfirmed({ ...verifying(draft, amount, 'charge'), qr: event.qr }, 'quiet')
    }

    case 'handedOver': {
      if (state.status !== 'submitting') return state
      const { draft, amount } = state
      return { status: 'handedOver', draft, amount }
    }

    case 'stayed': {
      if (state.status !== 'redirecting') return state
      const { draft, amount, authorizeUri } = state
      return unconfirmed({ ...verifying(draft, amount, 'charge'), authorizeUri }, 'quiet')
    }

    case 'verify':
      return mayHaveLeft(state) ? verifying(state.draft, state.amount, event.reason) : state

    case 'payment':
      if (state.status === 'verifying') return verified(adopted(state, event.draft), event.payment)
      if (state.status !== 'unconfirmed') return state
      return checked(adopted(state, event.draft), event.payment)

    case 'askFailed':
      if (state.status !== 'verifying' && state.status !== 'unconfirmed') return state
      if (isStop(event.code)) return { status: 'stopped', error: event.code }
      return state.status === 'unconfirmed' ? { ...state, check: 'unreachable' } : state

    case 'waited':
      return state.status === 'verifying' ? unconfirmed(state, 'quiet') : state

    case 'waiting':
      if (state.status !== 'verifying' && state.status !== 'unconfirmed') return state
      return { ...state, waitedMs: state.waitedMs + event.ms }

    case 'paused':
      return state.status === 'unconfirmed' ? { ...state, check: 'paused' } : state

    case 'checkNow':
      return state.status === 'unconfirmed' ? { ...state, check: 'asking' } : state

    case 'continue':
      if (state.status !== 'unconfirmed') return state
      if (state.authorizeUri === undefined || state.amount === undefined) return state
      return redirecting(state.draft, state.amount, state.authorizeUri)

    case 'useAnotherNumber':
      if (state.status !== 'unconfirmed' || state.amount === undefined) return state
      return form(event.draft, state.amount)

    case 'choose':
      if (state.status === 'ready') return form(event.draft, state.amount)
      if (state.status === 'failed' || state.status === 'expired')
        return form(event.draft, state.payment.amount)
      if (state.status !== 'unconfirmed' || state.amount === undefined) return state
      return form(event.draft, state.amount)

    case 'tryAgain':
      if (state.status !== 'failed' && state.status !== 'expired') return state
      return form(state.draft, state.payment.amount)

    case 'cameBack':
      if (state.status === 'redirecting') return { status: 'stopped', error: 'outcome_unknown' }
      // A source is good for one charge: the form makes another.
      return state.status === 'handedOver' ? form(state.draft, state.amount) : state

    case 'reset':
      return reset(state, event.draft)

    case 'amountChanged':
      if (state.status !== 'ready' || state.amount === event.amount) return state
      return withAmount(state, event.amount, event.draft)

    default:
      return unreachable(event)
  }
}

/** The first state of a checkout that has to poll the server first. */
export function verifying(
  draft: Draft,
  amount: number | undefined,
  reason: VerifyReason,
): In<'verifying'> {
  const wait = {
    authorizeUri: undefined,
    reference: undefined,
    qr: undefined,
    expiresAt: undefined,
    waitedMs: 0,
  }
  return { status: 'verifying', draft, amount, reason, ...wait }
}

/** The first state otherwise: a form with this draft. */
export function form(draft: Draft, amount: number): In<'ready'> {
  return { status: 'ready', draft, amount, problem: undefined, error: undefined }
}

/** Keeps what was typed, as long as its method takes the amount. Without a draft, no method takes it. */
function withAmount(state: In<'ready'>, amount: number, draft: Draft | undefined): CheckoutState {
  if (draft === undefined) return { ...state, amount, error: 'amount_refused' }
  if (draft.method !== state.draft.method) return form(draft, amount)
  const { error } = state
  return { ...state, amount, error: error === 'amount_refused' ? undefined : error }
}

/** Returns to the form, but never from a state that may be a payment. */
function reset(state: CheckoutState, empty: Draft): CheckoutState {
  switch (state.status) {
    case 'ready':
      return form(empty, state.amount)
    // The page could not use the source: the buyer has filled the form in already.
    case 'handedOver':
      return form(state.draft, state.amount)
    case 'failed':
    case 'expired':
      return form(empty, state.payment.amount)
    default:
      return state
  }
}

type In<Status extends CheckoutState['status']> = Extract<CheckoutState, { status: Status }>
type Asking = In<'verifying'> | In<'unconfirmed'>

function mayHaveLeft(
  state: CheckoutState,
): state is Extract<CheckoutState, { status: 'ready' | 'submitting' | 'redirecting' }> {
  return ['ready', 'submitting', 'redirecting'].includes(state.status)
}

function submitted(draft: Draft, amount: number, read: ReadDraft): CheckoutState {
  if (!read.ok) return { ...form(draft, amount), problem: read.problem }
  return { status: 'submitting', draft, amount }
}

function refused(draft: Draft, amount: number, code: CheckoutErrorCode): CheckoutState {
  if (isStop(code)) return { status: 'stopped', error: code }
  return { ...form(draft, amount), error: isFormError(code) ? code : 'unexpected' }
}

/** Keeps what the buyer filled in, unless the payment is of another method: then that method's draft is taken. */
function adopted<T extends Asking>(state: T, draft: Draft | undefined): T {
  return draft === undefined || draft.method === state.draft.method ? state : { ...state, draft }
}

function verified(state: Asking, payment: Payment): CheckoutState {
  if (payment.status !== 'pending') return settled(state, payment)
  const asked = pending(state, payment)
  // Right after the return, "pending" is often out of date; otherwise the buyer has not confirmed yet.
  const waits = state.status === 'verifying' && state.reason === 'return'
  if (payment.qr) return unconfirmed(asked, 'quiet')
  return waits || payment.authorizeUri === undefined ? asked : unconfirmed(asked, 'quiet')
}

function checked(state: In<'unconfirmed'>, payment: Payment): CheckoutState {
  if (payment.status !== 'pending') return settled(state, payment)
  const asked = state.check === 'asking' || state.check === 'still_pending'
  return { ...pending(state, payment), check: asked ? 'still_pending' : 'quiet' }
}

function settled(state: Asking, payment: Payment): CheckoutState {
  const { status } = payment
  switch (status) {
    case 'unpaid': {
      const ready = form(state.draft, state.amount ?? payment.amount)
      return hadCharge(state) ? { ...ready, error: 'charge_refused' } : ready
    }
    case 'pending':
      return state
    case 'successful':
    case 'failed':
    case 'expired':
      return { status, draft: state.draft, payment }
    default:
      return unreachable(status)
  }
}

/** Whether the buyer has waited for a charge that turns out not to exist: the form alone would not explain it. */
function hadCharge(state: Asking): boolean {
  return state.status === 'unconfirmed' || state.reason === 'charge'
}

/** Keeps the page's amount where it has one: the server finds a difference. */
function pending<T extends Asking>(state: T, payment: Payment): T {
  const { authorizeUri, qr, expiresAt, pendingMs: waitedMs = state.waitedMs } = payment
  const amount = state.amount ?? payment.amount
  const { reference = payment.orderId } = payment
  return { ...state, amount, reference, authorizeUri, qr, expiresAt, waitedMs }
}

function unconfirmed(asking: Asking, check: Check): CheckoutState {
  if (asking.status === 'unconfirmed') return { ...asking, check }
  const { reason: _reason, ...waiting } = asking
  return { ...waiting, status: 'unconfirmed', check }
}

function redirecting(draft: Draft, amount: number, authorizeUri: string): CheckoutState {
  return { status: 'redirecting', draft, amount, authorizeUri }
}

function isStop(code: CheckoutErrorCode): code is StopCode {
  return stopCodes.some((stop) => stop === code)
}

function isFormError(code: CheckoutErrorCode): code is FormErrorCode {
  return !neverInForm.some((other) => other === code)
}
