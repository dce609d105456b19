import type { Payment } from '../contract.ts'
import type { CheckoutErrorCode } from '../errors.ts'
import { type PhoneProblem, parsePhone } from '../phone.ts'
import { unreachable } from '../unreachable.ts'

/** Why the server is asked about the payment. */
export type VerifyReason =
  /** The buyer came back through the return_uri. */
  | 'return'
  /** The buyer came back some other way, such as the back button. */
  | 'back'
  /** The charge was asked for, and what became of it is not known. */
  | 'charge'

/** Errors that end the checkout on this page. */
export type StopCode = 'order_unknown' | 'amount_changed' | 'outcome_unknown'
/** Errors that the form never shows: they end the checkout, lead elsewhere, or never get this far. */
const neverInForm = [
  'order_unknown',
  'amount_changed',
  'outcome_unknown',
  'already_paid',
  'charge_unconfirmed',
  'phone_refused',
  'invalid_options',
  'secret_key',
  'mode_mismatch',
  'no_payment',
] as const
/** Errors after which the buyer can send the form again. */
export type FormErrorCode = Exclude<CheckoutErrorCode, (typeof neverInForm)[number]>
/** `refused`: it looks right, and Omise does not take it. */
export type FieldProblem = PhoneProblem | 'refused'
/** What the buyer knows about the latest look at a payment that is not confirmed. */
export type Check = 'quiet' | 'asking' | 'still_pending' | 'unreachable'

/** `phone` is the text in the field, kept as typed. `amount` is in satang. */
export type CheckoutState =
  | { status: 'missing' }
  | {
      status: 'ready'
      phone: string
      amount: number
      problem: FieldProblem | undefined
      error: FormErrorCode | undefined
    }
  | { status: 'submitting'; phone: string; amount: number; national: string }
  | { status: 'redirecting'; phone: string; amount: number; authorizeUri: string }
  /** The source is the page's: what is charged with it happens elsewhere. */
  | { status: 'handedOver'; phone: string; amount: number }
  | {
      status: 'verifying'
      phone: string
      amount: number | undefined
      authorizeUri: string | undefined
      reason: VerifyReason
    }
  | {
      status: 'unconfirmed'
      phone: string
      amount: number | undefined
      authorizeUri: string | undefined
      check: Check
    }
  | { status: 'successful' | 'failed' | 'expired'; phone: string; payment: Payment }
  | { status: 'stopped'; error: StopCode }

export type CheckoutEvent =
  | { type: 'typed'; phone: string }
  | { type: 'submit' }
  /** The page's `beforeSubmit` said no. */
  | { type: 'vetoed' }
  /** The page's `beforeSubmit` gave another number, which is none. */
  | { type: 'invalid'; phone: string; problem: PhoneProblem }
  /** Omise or the server said no, or could not be reached, and no charge is known. */
  | { type: 'refused'; code: CheckoutErrorCode }
  | { type: 'charged'; authorizeUri: string }
  | { type: 'handedOver' }
  /** Ask the server before anything else. */
  | { type: 'verify'; reason: VerifyReason }
  | { type: 'payment'; payment: Payment }
  /** The server could not be asked, or its answer says nothing. */
  | { type: 'askFailed'; code: CheckoutErrorCode }
  /** Verifying has taken as long as a buyer waits without a word. */
  | { type: 'waited' }
  | { type: 'checkNow' }
  | { type: 'continue' }
  | { type: 'useAnotherNumber' }
  | { type: 'tryAgain' }
  /** The buyer is back on a page that has no order to ask about. */
  | { type: 'cameBack' }
  /** The page wants the form again, or empty. */
  | { type: 'reset' }
  /** The page shows another amount now, in satang. */
  | { type: 'amountChanged'; amount: number }

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
): CheckoutState {
  return { status: 'verifying', phone, amount, authorizeUri: undefined, reason }
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
  const amount = state.amount ?? payment.amount
  return { ...state, amount, authorizeUri: payment.authorizeUri }
}

function unconfirmed({ phone, amount, authorizeUri }: Asking, check: Check): CheckoutState {
  return { status: 'unconfirmed', phone, amount, authorizeUri, check }
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
