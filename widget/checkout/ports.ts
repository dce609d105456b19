import type { Charge, OrderKey, Payment } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { DraftProblem, SourceFields } from '../methods/draft.ts'
import type { FunnelEvent } from './funnel.ts'

/** What a source is made of. */
export type SourceRequest = { amountSatang: number; fields: SourceFields }

/** Omise's API for browsers. Every failure is a `CheckoutError`. */
export type OmiseClient = {
  /** Makes one source and returns its id. Does not retry. */
  createSource(request: SourceRequest, signal: AbortSignal): Promise<string>
}

/** The merchant's server: the HTTP contract as two functions. Every failure is a `CheckoutError`. */
export type MerchantClient = {
  /** Requests one charge. Does not retry. */
  createCharge(
    /** Left out where the merchant's own address or function needs none. */
    order: OrderKey | undefined,
    request: { source: string; amountSatang: number },
    signal: AbortSignal,
  ): Promise<Charge>
  getPayment(order: OrderKey, signal: AbortSignal): Promise<Payment>
}

/** Time, passed in so that tests control it. */
export type Clock = {
  /** Returns milliseconds that never decrease. */
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts; it never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** What a payment needs of the page around the checkout. */
export type Page = {
  /** Returns whether the buyer can see the page now. */
  isVisible(): boolean
  /** Goes to TrueMoney in this tab. */
  leave(authorizeUri: string): void
  reload(): void
  /** Remembers for this tab that the buyer was about to leave with this order, where the browser allows it. */
  rememberLeaving(orderId: string): void
  hasLeft(orderId: string): boolean
}

/** The state of the field, without the number. There is a `problem` where `isValid` is `false`. */
export type FieldChange = { isValid: boolean; problem: DraftProblem | undefined }

/** What the merchant's page is notified of. */
export type Listeners = {
  onReady(): void
  onChange(change: FieldChange): void
  onSource(source: string): void
  onRedirect(authorizeUri: string): void
  onResult(payment: Payment): void
  onError(error: CheckoutError): void
  onEvent(event: FunnelEvent): void
}

/** `false` stops the payment before anything is sent; a number takes the place of one that was typed. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement agrees
export type Verdict = void | boolean | { phoneNumber: string }

/** Called before anything is sent. `amount` is in satang. */
export type BeforeSubmit = (
  request: SourceFields & { amount: number },
) => Verdict | Promise<Verdict>
