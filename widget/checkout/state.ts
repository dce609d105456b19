import type { Payment, QrCode } from '../contract.ts'
import type { CheckoutErrorCode } from '../core/errors.ts'
import type { Draft, DraftProblem } from '../methods/draft.ts'
import type { ReadDraft } from './offer/methods.ts'

/** Why the server is asked about the payment. */
export type VerifyReason =
  /** The buyer came back through the return_uri. */
  | 'return'
  /** The buyer came back some other way, such as the back button. */
  | 'back'
  /** The charge was asked for, and what became of it is not known. */
  | 'charge'

/** Errors that end the checkout on this page. */
export const stopCodes = [
  'order_unknown',
  'order_cancelled',
  'amount_changed',
  'outcome_unknown',
  'method_unavailable',
] as const
export type StopCode = (typeof stopCodes)[number]
/** Errors that the form never shows: they end the checkout, lead elsewhere, or never get this far. */
export const neverInForm = [
  ...stopCodes,
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
/** What the buyer is shown about the latest request for a payment that is not confirmed. */
export type Check =
  | 'quiet'
  | 'asking'
  | 'still_pending'
  | 'unreachable'
  /** There was no result for so long that polling is paused until there is a sign of the buyer. */
  | 'paused'

/** What is known of a payment that is not confirmed yet. */
export type Wait = {
  authorizeUri: string | undefined
  /** The shop's own number of the order, where it has one, else ours; unknown until the server has responded. */
  reference: string | undefined
  /** The code that the buyer scans, where the payment has one. */
  qr: QrCode | undefined
  /** Until when it can be confirmed, in ISO 8601. */
  expiresAt: string | undefined
  /** Since the charge was made, where the server reports it, else since this page began to poll. */
  waitedMs: number
}

/** `draft` is what the buyer has typed; only its method reads it. `amount` is in satang. */
export type CheckoutState =
  | { status: 'missing' }
  | {
      status: 'ready'
      draft: Draft
      amount: number
      problem: DraftProblem | undefined
      error: FormErrorCode | undefined
    }
  | { status: 'submitting'; draft: Draft; amount: number }
  | { status: 'redirecting'; draft: Draft; amount: number; authorizeUri: string }
  /** The page has the source, and charges it elsewhere. */
  | { status: 'handedOver'; draft: Draft; amount: number }
  | (Wait & {
      status: 'verifying'
      draft: Draft
      amount: number | undefined
      reason: VerifyReason
    })
  | (Wait & {
      status: 'unconfirmed'
      draft: Draft
      amount: number | undefined
      check: Check
    })
  | { status: 'successful' | 'failed' | 'expired'; draft: Draft; payment: Payment }
  | { status: 'stopped'; error: StopCode }

export type CheckoutEvent =
  | { type: 'typed'; draft: Draft }
  | { type: 'submit'; read: ReadDraft }
  /** The page's `beforeSubmit` returned `false`. */
  | { type: 'vetoed' }
  /** The page's `beforeSubmit` returned a draft with a problem. */
  | { type: 'invalid'; draft: Draft; problem: DraftProblem }
  /** Omise or the server refused, or could not be reached, and no charge is known. `problem`: what is wrong with the draft, where that is the reason. */
  | { type: 'refused'; code: CheckoutErrorCode; problem?: DraftProblem | undefined }
  | { type: 'charged'; authorizeUri: string }
  /** The charge is paid by a code on this page. */
  | { type: 'codeShown'; qr: QrCode }
  | { type: 'handedOver' }
  /** The buyer was sent to TrueMoney, and this page is still there. */
  | { type: 'stayed' }
  /** The server has to be polled before anything else. */
  | { type: 'verify'; reason: VerifyReason }
  /** `draft`: an empty one of the payment's method, where it is known. */
  | { type: 'payment'; payment: Payment; draft?: Draft | undefined }
  /** The request failed, or its response cannot be read. */
  | { type: 'askFailed'; code: CheckoutErrorCode }
  /** Verifying has taken so long that the buyer has to be shown more. */
  | { type: 'waited' }
  /** Time has passed since the last such event, or since the first request. */
  | { type: 'waiting'; ms: number }
  /** Polling is paused until there is a sign of the buyer. */
  | { type: 'paused' }
  | { type: 'checkNow' }
  | { type: 'continue' }
  | { type: 'useAnotherNumber'; draft: Draft }
  /** The buyer wants to pay in another way. */
  | { type: 'choose'; draft: Draft }
  | { type: 'tryAgain' }
  /** The buyer is back on a page that has no order to ask about. */
  | { type: 'cameBack' }
  /** The page wants the form again, or empty as this draft is. */
  | { type: 'reset'; draft: Draft }
  /** The page shows another amount now, in satang. `draft`: of a method that takes it, `undefined` where none does. */
  | { type: 'amountChanged'; amount: number; draft: Draft | undefined }
