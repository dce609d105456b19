import type { Payment } from '../../../widget/contract.ts'
import { chargesOf, type Ledger } from '../omise/ledger.ts'

/** Says what is not true of what a buyer is shown, if anything is not. */
export function paymentLie(ledger: Ledger, orderId: string, payment: Payment): string | undefined {
  const { status } = payment
  if (status !== 'successful' && status !== 'failed' && status !== 'expired') return undefined
  const isTrue = chargesOf(ledger, orderId).some(
    (charge) => charge.status === status || (status === 'failed' && charge.reversal !== null),
  )
  return isTrue
    ? undefined
    : `${orderId} is shown as ${status}, and none of its charges is ${status} at Omise`
}
