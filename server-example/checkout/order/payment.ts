import type { Payment, QrCode } from '../../../widget/contract.ts'
import { type Refund, refundedSatang } from '../refunds/refund.ts'
import type { Attempt } from './attempt.ts'
import { iso } from './iso-time.ts'
import { liveAttempt, type Order, successfulAttempt } from './order.ts'

/** What a page shows of an attempt whose code the buyer scans; `undefined` for any other. */
export type QrCodeOf = (orderId: string, attempt: Attempt) => QrCode | undefined

/** An order's payment as the contract has it: what the buyer may see, and nothing else. */
export function paymentOf(order: Order, qrCodeOf: QrCodeOf): Payment {
  const base = {
    orderId: order.id,
    reference: order.reference,
    amount: order.amountSatang,
    currency: order.currency,
    ...(order.description !== null && { description: order.description }),
  }
  const attempt = successfulAttempt(order) ?? liveAttempt(order) ?? order.attempts.at(-1)
  if (attempt === undefined) return { ...base, status: 'unpaid' }
  const { method } = attempt
  return {
    ...base,
    ...(method !== null && { method }),
    ...statusOf(attempt, order.refunds, qrCodeOf(order.id, attempt)),
  }
}

function statusOf(
  attempt: Attempt,
  refunds: readonly Refund[],
  qr: QrCode | undefined,
): Omit<Payment, 'orderId' | 'amount' | 'currency' | 'reference' | 'description'> {
  switch (attempt.state) {
    case 'successful': {
      const refunded = refundedSatang(refunds, attempt.id)
      return {
        status: 'successful',
        ...(attempt.paidAt !== null && { paidAt: iso(attempt.paidAt) }),
        ...(refunded > 0 && { refundedAmount: refunded }),
      }
    }
    case 'creating':
      return { status: 'pending' }
    case 'pending':
      return {
        status: 'pending',
        ...(qr !== undefined && { qr }),
        ...(attempt.authorizeUri !== null &&
          qr === undefined && { authorizeUri: attempt.authorizeUri }),
        ...(attempt.expiresAt !== null && { expiresAt: iso(attempt.expiresAt) }),
      }
    case 'failed':
      return {
        status: 'failed',
        ...(attempt.failureCode !== null && { failureCode: attempt.failureCode }),
      }
    case 'expired':
      return { status: 'expired' }
    // The buyer can pay none of these any more; a duplicate's money is refunded.
    case 'duplicate':
    case 'abandoned':
    case 'superseded':
      return { status: 'unpaid' }
  }
}
