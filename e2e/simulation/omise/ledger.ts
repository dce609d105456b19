/** What the model of Omise knows: charges and refunds, and what has become of them. The truth, for the rules too. */
import type {
  ChargeReading,
  NewCharge,
  RefundReading,
} from '../../../server-example/checkout/provider.ts'

export type ChargeStatus = 'pending' | 'successful' | 'failed' | 'expired'

export type OmiseCharge = {
  readonly id: string
  readonly orderId: string
  readonly attemptId: string
  readonly amountSatang: number
  readonly phoneNumber: string
  readonly createdAt: number
  readonly expiresAt: number
  /** From when on lists have it. */
  readonly listedAt: number
  status: ChargeStatus
  endedAt: number | null
}

export type OmiseRefund = {
  readonly id: string
  readonly chargeId: string
  /** Sent along with it; `null` for one made at the dashboard. */
  readonly refundId: string | null
  readonly amountSatang: number
  readonly voided: boolean
  readonly createdAt: number
  readonly listedAt: number
  status: 'pending' | 'closed' | 'failed'
}

export type Ledger = {
  readonly charges: OmiseCharge[]
  readonly refunds: OmiseRefund[]
  /** When anything was last changed. */
  changedAt: number
}

export function createLedger(): Ledger {
  return { charges: [], refunds: [], changedAt: 0 }
}

export function chargesOf({ charges }: Ledger, orderId: string): readonly OmiseCharge[] {
  return charges.filter((one) => one.orderId === orderId)
}

export function isPaidCharge({ status }: OmiseCharge): boolean {
  return status === 'successful'
}

/** What is refunded, or about to be. */
export function refundedOf({ refunds }: Ledger, chargeId: string): number {
  return refunds
    .filter((one) => one.chargeId === chargeId && one.status !== 'failed')
    .reduce((sum, one) => sum + one.amountSatang, 0)
}

/** A charge as Omise answers with it; `asOf`: a moment that may be some seconds ago. */
export function chargeReading(ledger: Ledger, charge: OmiseCharge, asOf: number): ChargeReading {
  const hasEnded = charge.endedAt !== null && charge.endedAt <= asOf
  const status = hasEnded ? charge.status : 'pending'
  return {
    id: charge.id,
    status,
    amountSatang: charge.amountSatang,
    currency: 'THB',
    orderId: charge.orderId,
    attemptId: charge.attemptId,
    shopName: null,
    method: 'truemoney',
    phoneNumber: charge.phoneNumber,
    qr: null,
    authorizeUri: authorizeUriOf(charge.id),
    failureCode: status === 'failed' ? 'payment_rejected' : null,
    failureMessage: status === 'failed' ? 'payment rejected' : null,
    createdAt: charge.createdAt,
    paidAt: status === 'successful' ? charge.endedAt : null,
    expiresAt: charge.expiresAt,
    refundedSatang: refundedOf(ledger, charge.id),
    isReversed: false,
    reversedAt: null,
    isDisputed: false,
  }
}

export function refundReading(refund: OmiseRefund): RefundReading {
  const { id, refundId, status, amountSatang, voided, createdAt, chargeId } = refund
  return { id, refundId, status, amountSatang, voided, createdAt, chargeId }
}

/** The number behind a source: the model's source ids hold it. */
export function phoneNumberOf(source: NewCharge['source']): string {
  if (!('id' in source)) return source.phoneNumber ?? 'none'
  return /^src_(\d+)_/.exec(source.id)?.[1] ?? 'none'
}

const pages = 'https://pay.omise.test/payments/'

function authorizeUriOf(chargeId: string): string {
  return pages + chargeId
}

export function chargeIdOfPage(authorizeUri: string): string {
  return authorizeUri.slice(pages.length)
}
