/**
 * Why a call of the shop failed:
 * - `invalid_request`: the input is not what is expected
 * - `not_found`: there is no such order
 * - `reference_conflict`: the reference is taken by an order of another amount
 * - `already_paid`: the order is paid, so it cannot be changed or cancelled
 * - `order_cancelled`: the order was cancelled before
 * - `unconfirmed`: a charge is being made or could not be expired; nothing was changed, try again
 * - `refund_refused`: our policy or Omise refused the refund. No money moved
 * - `order_changed`: the order has another version than was decided on. No money moved
 * - `provider_unavailable`: Omise did not take the call. No money moved
 */
export type ShopErrorCode =
  | 'invalid_request'
  | 'not_found'
  | 'reference_conflict'
  | 'already_paid'
  | 'order_cancelled'
  | 'unconfirmed'
  | 'refund_refused'
  | 'order_changed'
  | 'provider_unavailable'

/** Thrown by `orders` and `refunds`: `code` is for programs, the message for people. */
export class ShopError extends Error {
  override readonly name = 'ShopError'
  readonly code: ShopErrorCode
  /** How long to wait before a retry, in milliseconds, where Omise sent that. */
  readonly retryAfterMs: number | null

  constructor(code: ShopErrorCode, message: string, retryAfterMs: number | null = null) {
    super(message)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
