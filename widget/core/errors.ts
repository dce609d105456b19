/**
 * Everything that can go wrong, as a closed list. `true`: it is retryable, that
 * is, the same buyer doing the same thing again may work without anybody's help.
 */
export const checkoutErrors = {
  /** The widget's options are wrong; the message names every problem. */
  invalid_options: false,
  /** A secret key was given to the browser. Nothing was sent; the key must be rolled. */
  secret_key: false,
  /** A test key on a page whose server charges with live keys, or the other way round. Nothing was sent. */
  mode_mismatch: false,
  /** Neither the options nor the page's address name an order. */
  no_payment: false,
  /** The shop takes none of the payment methods that the page offers. Nothing was sent. */
  method_unavailable: false,
  /** A file of the script could not be loaded. Nothing was sent. */
  script_incomplete: true,
  /** The page's own `beforeSubmit` or `createSource` failed. Nothing was charged. */
  callback_failed: true,

  /** A script of the page keeps the request from being built. Nothing was sent. */
  not_sent: false,

  /** Omise could not be reached or did not answer in time. Nothing was charged. */
  provider_unreachable: true,
  /** Omise is there but busy or broken. Nothing was charged. */
  provider_unavailable: true,
  /** Omise does not accept the public key. */
  key_refused: false,
  /** Omise does not accept the phone number. */
  phone_refused: true,
  /** Omise does not accept the amount: too small or too large for this account. */
  amount_refused: false,
  /** Omise refused the source for another reason, for instance because TrueMoney is not enabled. */
  source_refused: false,

  /** The merchant's server could not be reached or did not answer in time. */
  server_unreachable: true,
  /** The merchant's server failed. What was asked for may or may not have happened. */
  server_failed: true,
  /** The merchant's server does not understand the request: it speaks another contract. */
  server_refused: false,
  /** An answer that is not what the contract describes. It is believed to say nothing. */
  unexpected_answer: true,
  /** The order does not exist, or the token is not its token. */
  order_unknown: false,
  /** The shop has cancelled the order. Nothing was charged. */
  order_cancelled: false,
  /** The order's amount is not the one on the page. Nothing was charged. */
  amount_changed: false,
  /** The order is paid already. */
  already_paid: false,
  /** A charge for this order is being made and its outcome is not known yet. */
  charge_unconfirmed: true,
  /** No answer to a charge, and no order to ask about: it may have been made. */
  outcome_unknown: false,
  /** Omise refused the charge. Nothing was charged. */
  charge_refused: true,
  /** Too many requests from this buyer for now. */
  rate_limited: true,
  /** Too many payments were begun with this phone number. Nothing was charged. */
  number_limited: true,

  /** The address to confirm the payment at is not on a host that `authorizeHosts` allows. */
  authorize_uri_refused: false,
  /** A mistake of ours. */
  unexpected: true,
} as const

/** One of the closed list's codes. */
export type CheckoutErrorCode = keyof typeof checkoutErrors

/**
 * What `onError` gets and `mount` throws. The message is for developers: what
 * was expected, what came, what to do. It contains no key, token or phone number.
 */
export class CheckoutError extends Error {
  override readonly name = 'CheckoutError'
  readonly code: CheckoutErrorCode
  readonly retryable: boolean
  /** The page of the package's guide that explains the code. */
  readonly docs: string

  constructor(code: CheckoutErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.retryable = checkoutErrors[code]
    this.docs = `truemoney-checkout/public/guide/reference/errors.md#error-${code}`
  }
}

/** Returns what was thrown as a `CheckoutError`: anything else is a mistake of ours, `unexpected`. */
export function toCheckoutError(thrown: unknown): CheckoutError {
  if (thrown instanceof CheckoutError) return thrown
  return new CheckoutError(
    'unexpected',
    'Expected the checkout to handle this; see `cause`. Report it to the project.',
    { cause: thrown },
  )
}
