import type { FormErrorCode, StopCode } from '../checkout/state.ts'
import type { MethodName } from '../methods/draft.ts'
import type { PhoneFieldProblem } from '../methods/phone/phone.ts'

/**
 * Omise's `failure_code`s that a wallet payment can end with. The list is
 * Omise's and may grow: a code that is not here gets `failures.other`.
 */
export type FailureCode =
  | 'payment_rejected'
  | 'failed_processing'
  | 'invalid_account'
  | 'insufficient_fund'
  | 'insufficient_balance'
  | 'payment_cancelled'
  | 'timeout'
  | 'failed_fraud_check'
  | 'confirmed_amount_mismatch'

/** What happened, and what the buyer can do next. */
export type Notice = { title: string; body: string }

/** A text with a place for a value; without the place it does not compile. */
type With<Mark extends string> = `${string}{${Mark}}${string}`

/** All texts of the checkout in one language. A missing one does not compile. */
export type Texts = {
  form: {
    title: string
    phoneLabel: string
    phoneHint: string
    pay: With<'amount'>
    next: string
    creating: string
    leaving: string
    handedOver: string
    leaveByHand: string
  }
  fieldProblems: Record<PhoneFieldProblem, string>
  formErrors: Record<FormErrorCode, string>
  verifying: Notice
  unconfirmed: Notice & {
    continue: string
    checkNow: string
    anotherNumber: string
    asking: string
    stillPending: string
    unreachable: string
    /** In place of `body` where polling is paused. */
    paused: string
  }
  waiting: { mayClose: string; expires: With<'time'>; waited: With<'time'> }
  /** `ready`: nothing was sent. `tried`: the request may have arrived. `waiting`: the payment is polled. */
  offline: { ready: string; tried: string; waiting: string }
  successful: Notice & { paidAt: With<'time'>; refunded: With<'amount'> }
  failed: { title: string; retry: string }
  failures: Record<FailureCode | 'other', string>
  expired: Notice & { retry: string }
  missing: Notice
  stopped: Record<StopCode, Notice>
  /** TrueMoney's app. `onPhone`, `onComputer`: what happens after the button is pressed. */
  app: {
    onPhone: string
    onComputer: string
    waiting: Notice
    /** After the three minutes that TrueMoney waits. */
    late: Notice
    openAgain: string
    /** Makes a new charge. */
    anew: string
    inApp: { stay: With<'app'>; open: string; copy: string }
  }
  /** The code on this page. `left`: for more than one minute. */
  qr: Notice & {
    /** After the button is pressed. */
    next: string
    /** The picture's text for screen readers. */
    code: string
    left: With<'minutes'>
    lastMinute: string
    over: string
    /** For a buyer inside an app's own browser. */
    stay: With<'app'>
    save: string
    renew: string
    /** The picture cannot be loaded. */
    broken: string
  }
  /** Leads to a form of this method. */
  otherWay: Record<MethodName, string>
  /** For a buyer inside an app's own browser. `open` and `copy` follow `stay` where there is a link. */
  inApp: { stay: With<'app'>; open: string; copy: string; copied: string; byHand: string }
  reload: string
  /** Of the overlay. */
  close: string
  /** The order's number: the shop's reference, or our id where the server sends none. */
  order: With<'orderId'>
}
