export type Failure = { code: string; message: string }

/**
 * How a wallet payment can fail. The first four are on the TrueMoney page; the others are in Omise's
 * list of failure codes, but the last, which only third parties have reported. Messages: those of
 * `insufficient_fund` and `failed_fraud_check` were recorded, `payment_rejected`, `payment_cancelled`
 * and `timeout` are documented, `failed_processing` comes from a third party, the rest is our choice.
 */
export const walletFailures = [
  { code: 'payment_rejected', message: 'payment rejected' },
  { code: 'failed_processing', message: 'processing failed' },
  { code: 'invalid_account', message: 'invalid account' },
  {
    code: 'insufficient_fund',
    message: 'insufficient funds in the account or the card has reached the credit limit',
  },
  { code: 'insufficient_balance', message: 'insufficient balance' },
  { code: 'payment_cancelled', message: 'payment cancelled' },
  { code: 'timeout', message: 'timeout' },
  { code: 'failed_fraud_check', message: 'failed fraud check' },
  { code: 'confirmed_amount_mismatch', message: 'confirmed amount mismatch' },
] as const satisfies readonly Failure[]

/** How a payment in TrueMoney's app or by its QR code can fail: the list of a third party that quotes the
 * documents. Its `expired` is left out, because recorded expired charges have no failure code. */
export const appFailures = [
  { code: 'failed_processing', message: 'processing failed' },
  { code: 'insufficient_balance', message: 'insufficient balance' },
  { code: 'payment_cancelled', message: 'payment cancelled' },
  { code: 'timeout', message: 'timeout' },
] as const satisfies readonly Failure[]

/** A failure by its code. An unknown code is taken as it is: clients have to survive new ones. */
export function failureOf(code: string): Failure {
  const known = walletFailures.find((failure) => failure.code === code)
  return known ?? { code, message: code.replaceAll('_', ' ') }
}
