import type { Payment } from '../contract.ts'
import type { CheckoutErrorCode } from '../errors.ts'
import { parsePhone } from '../phone.ts'
import { unreachable } from '../unreachable.ts'
import {
  type Check,
  type CheckoutEvent,
  type CheckoutState,
  type FormErrorCode,
  neverInForm,
  type StopCode,
  type VerifyReason,
} from './state.ts'

/** Pure and total: an event that means nothing in a state answers that very state. */
export function transition(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  switch (event.type) {
    case 'typed':
      return state.status === 'ready' ? form(event.phone, state.amount) : state

    case 'submit':
      return state.status === 'ready' ? submitted(state.phone, state.amount) : state

    case 'vetoed':
      return state.status === 'submitting' ? form(state.phone, state.amount) : state

    case 'invalid':
      if (state.status !== 'submitting') return state
      return { ...form(event.phone, state.amount), problem: event.problem }

    case 'refused':
      return state.status === 'submitting' ? refused(state.phone, state.amount, event.code) : state

    case 'charged':
      if (state.status !== 'submitting') return state
      return redirecting(state.phone, state.amount, event.authorizeUri)

    case 'handedOver': {
      if (state.status !== 'submitting') return state
      const { phone, amount } = state
      return { status: 'handedOver', phone, amount }
    }

    case 'verify':
      return mayHaveLeft(state) ? verifying(state.phone, state.amount, event.reason) : state

    case 'payment':
      if (state.status === 'verifying') return verified(state, event.payment)
      return state.status === 'unconfirmed' ? checked(state, event.payment) : state

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
      return redirecting(state.phone, state.amount, state.authorizeUri)

    case 'useAnotherNumber':
      if (state.status !== 'unconfirmed' || state.amount === undefined) return state
      return form('', state.amount)

    case 'tryAgain':
      if (state.status !== 'failed' && state.status !== 'expired') return state
      return form(state.phone, state.payment.amount)

    case 'cameBack':
      if (state.status === 'redirecting') return { status: 'stopped', error: 'outcome_unknown' }
      // A source is good for one charge: the form is there for another.
      return state.status === 'handedOver' ? form(state.phone, state.amount) : state

    case 'reset':
      return reset(state)

    case 'amountChanged':
      if (state.status !== 'ready' || state.amount === event.amount) return state
      return { ...state, amount: event.amount }

    default:
      return unreachable(event)
  }
}

/** Where a checkout begins when the server has to be asked first. */
export function verifying(
  phone: string,
  amount: number | undefined,
  reason: VerifyReason,
): In<'verifying'> {
  const wait = { authorizeUri: undefined, expiresAt: undefined, waitedMs: 0 }
  return { status: 'verifying', phone, amount, reason, ...wait }
}

/** Where a checkout begins otherwise: an empty form. */
export function form(phone: string, amount: number): In<'ready'> {
  return { status: 'ready', phone, amount, problem: undefined, error: undefined }
}

/** Nothing is thrown away that may have become a payment. */
function reset(state: CheckoutState): CheckoutState {
  switch (state.status) {
    case 'ready':
      return form('', state.amount)
    // The page did not get on with it: the buyer has typed the number already.
    case 'handedOver':
      return form(state.phone, state.amount)
    case 'failed':
    case 'expired':
      return form('', state.payment.amount)
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

function submitted(phone: string, amount: number): CheckoutState {
  const parsed = parsePhone(phone)
  if (!parsed.ok) return { ...form(phone, amount), problem: parsed.problem }
  return { status: 'submitting', phone, amount, national: parsed.national }
}

function refused(phone: string, amount: number, code: CheckoutErrorCode): CheckoutState {
  if (isStop(code)) return { status: 'stopped', error: code }
  if (code === 'phone_refused') return { ...form(phone, amount), problem: 'refused' }
  return { ...form(phone, amount), error: isFormError(code) ? code : 'unexpected' }
}

function verified(state: Asking, payment: Payment): CheckoutState {
  if (payment.status !== 'pending') return answered(state, payment)
  const asked = pending(state, payment)
  // Right after the return, "pending" is often old news; otherwise nobody has confirmed yet.
  const waits = state.status === 'verifying' && state.reason === 'return'
  return waits || payment.authorizeUri === undefined ? asked : unconfirmed(asked, 'quiet')
}

function checked(state: In<'unconfirmed'>, payment: Payment): CheckoutState {
  if (payment.status !== 'pending') return answered(state, payment)
  const asked = state.check === 'asking' || state.check === 'still_pending'
  return { ...pending(state, payment), check: asked ? 'still_pending' : 'quiet' }
}

function answered(state: Asking, payment: Payment): CheckoutState {
  const { status } = payment
  switch (status) {
    case 'unpaid': {
      const ready = form(state.phone, state.amount ?? payment.amount)
      return hadCharge(state) ? { ...ready, error: 'charge_refused' } : ready
    }
    case 'pending':
      return state
    case 'successful':
    case 'failed':
    case 'expired':
      return { status, phone: state.phone, payment }
    default:
      return unreachable(status)
  }
}

/** The buyer has waited for a charge that turns out not to exist: the form alone would say nothing. */
function hadCharge(state: Asking): boolean {
  return state.status === 'unconfirmed' || state.reason === 'charge'
}

/** The page's amount stays as long as it has one: a difference is the server's to find. */
function pending<T extends Asking>(state: T, payment: Payment): T {
  const { authorizeUri, expiresAt, pendingMs: waitedMs = state.waitedMs } = payment
  const amount = state.amount ?? payment.amount
  return { ...state, amount, authorizeUri, expiresAt, waitedMs }
}

function unconfirmed(asking: Asking, check: Check): CheckoutState {
  const { phone, amount, authorizeUri, expiresAt, waitedMs } = asking
  return { status: 'unconfirmed', phone, amount, authorizeUri, expiresAt, waitedMs, check }
}

function redirecting(phone: string, amount: number, authorizeUri: string): CheckoutState {
  return { status: 'redirecting', phone, amount, authorizeUri }
}

function isStop(code: CheckoutErrorCode): code is StopCode {
  return code === 'order_unknown' || code === 'amount_changed' || code === 'outcome_unknown'
}

function isFormError(code: CheckoutErrorCode): code is FormErrorCode {
  return !neverInForm.some((other) => other === code)
}
