import type { Charge, OrderKey, Payment } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { DraftProblem, SourceFields } from '../methods/draft.ts'
import type { FunnelEvent } from './funnel.ts'

/** A source to be made. */
export type SourceRequest = { amountSatang: number; fields: SourceFields }

/**
 * Omise, as far as a browser may speak to it. Every failure is a `CheckoutError`.
 */
export type OmiseClient = {
  /** Answers the source's id. Makes one source, and never tries a second time by itself. */
  createSource(request: SourceRequest, signal: AbortSignal): Promise<string>
}

/** The merchant's server: the HTTP contract as two functions. Every failure is a `CheckoutError`. */
export type MerchantClient = {
  /** Asks for one charge, and never a second time by itself. */
  createCharge(
    /** Left out where the merchant's own address or function needs none. */
    order: OrderKey | undefined,
    request: { source: string; amountSatang: number },
    signal: AbortSignal,
  ): Promise<Charge>
  getPayment(order: OrderKey, signal: AbortSignal): Promise<Payment>
}

/** Time, passed in so that a test can hold it in its hand. */
export type Clock = {
  /** Milliseconds that only ever grow. */
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts; it never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** The page around the checkout, as far as a payment needs one. */
export type Page = {
  /** Whether the buyer can see the page now. */
  isVisible(): boolean
  /** Goes to TrueMoney in this tab. */
  leave(authorizeUri: string): void
  reload(): void
  /** Remembers for this tab that the buyer was about to leave with this order; may not be able to. */
  rememberLeaving(orderId: string): void
  hasLeft(orderId: string): boolean
}

/** What the field holds, without the number. `problem` is there when `isValid` is not. */
export type FieldChange = { isValid: boolean; problem: DraftProblem | undefined }

/** What the merchant's page is told. */
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
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement says yes
export type Verdict = void | boolean | { phoneNumber: string }

/** The merchant's own word before anything is sent. `amount` is in satang. */
export type BeforeSubmit = (
  request: SourceFields & { amount: number },
) => Verdict | Promise<Verdict>
