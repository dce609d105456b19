import type { Payment } from '../contract.ts'
import type { CheckoutErrorCode } from '../errors.ts'
import type { PhoneProblem } from '../phone.ts'

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
export const neverInForm = [
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
export type Check =
  | 'quiet'
  | 'asking'
  | 'still_pending'
  | 'unreachable'
  /** Nothing came for so long that the page asks no more until somebody is there. */
  | 'paused'

/** What is known of a payment that waits for its confirmation. */
export type Wait = {
  authorizeUri: string | undefined
  /** Until when it can be confirmed, in ISO 8601. */
  expiresAt: string | undefined
  /** Since the charge was begun where the server tells it, else since this page began to ask. */
  waitedMs: number
}

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
  | (Wait & {
      status: 'verifying'
      phone: string
      amount: number | undefined
      reason: VerifyReason
    })
  | (Wait & {
      status: 'unconfirmed'
      phone: string
      amount: number | undefined
      check: Check
    })
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
  /** So much time has gone by since the last such event, or since the server was first asked. */
  | { type: 'waiting'; ms: number }
  /** The server is not asked any more, until there is a sign of the buyer. */
  | { type: 'paused' }
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
