/** What the model of Omise knows: charges and refunds, and what has become of them. The truth, for the rules too. */
import type {
  ChargeReading,
  NewCharge,
  RefundReading,
  SourceReading,
} from '../../../server-example/checkout/provider.ts'
import { type PaymentMethod, paymentMethod } from '../../../widget/contract.ts'

export type ChargeStatus = 'pending' | 'successful' | 'failed' | 'expired'

export type OmiseCharge = {
  readonly id: string
  readonly orderId: string
  readonly attemptId: string
  readonly amountSatang: number
  readonly method: PaymentMethod
  readonly phoneNumber: string | null
  /** Whether Omise expires it when it is asked to; of QR codes it is said not to. */
  readonly canBeExpired: boolean
  readonly createdAt: number
  readonly expiresAt: number
  /** From when on lists have it. */
  readonly listedAt: number
  status: ChargeStatus
  endedAt: number | null
  /** The money was taken back: the charge was paid all the same. */
  reversal: Reversal | null
  disputedAt: number | null
}

export type Reversal = {
  readonly at: number
  /** Whether the charge's status says so too: whether TrueMoney's does is not known. */
  readonly isInStatus: boolean
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

/** Reversed or disputed: Omise refunds nothing of it. */
export function isTakenBack({ reversal, disputedAt }: OmiseCharge): boolean {
  return reversal !== null || disputedAt !== null
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
  const reversal = charge.reversal !== null && charge.reversal.at <= asOf ? charge.reversal : null
  return {
    id: charge.id,
    status: reversal?.isInStatus ? 'reversed' : status,
    amountSatang: charge.amountSatang,
    currency: 'THB',
    orderId: charge.orderId,
    attemptId: charge.attemptId,
    shopName: null,
    method: charge.method,
    phoneNumber: charge.phoneNumber,
    qr:
      charge.method === 'truemoney_qr'
        ? { uri: authorizeUriOf(charge.id), filename: 'qrcode.png' }
        : null,
    authorizeUri: authorizeUriOf(charge.id),
    failureCode: status === 'failed' ? 'payment_rejected' : null,
    failureMessage: status === 'failed' ? 'payment rejected' : null,
    createdAt: charge.createdAt,
    paidAt: status === 'successful' ? charge.endedAt : null,
    expiresAt: charge.expiresAt,
    refundedSatang: refundedOf(ledger, charge.id),
    isReversed: reversal !== null,
    reversedAt: reversal?.at ?? null,
    isDisputed: charge.disputedAt !== null && charge.disputedAt <= asOf,
  }
}

export function refundReading(refund: OmiseRefund): RefundReading {
  const { id, refundId, status, amountSatang, voided, createdAt, chargeId } = refund
  return { id, refundId, status, amountSatang, voided, createdAt, chargeId }
}

type Source = { readonly method: PaymentMethod; readonly phoneNumber: string | null }

/** The id of a source that a browser makes: it holds all that the source is. */
export function sourceIdOf({ method, phoneNumber }: Source, orderId: string): string {
  return `src_${method}__${phoneNumber ?? 'none'}__${orderId}`
}

export function readSource(source: NewCharge['source']): Source & SourceReading {
  if (!('id' in source)) return source
  const [method, phoneNumber] = source.id.replace(/^src_/, '').split('__')
  return {
    method: paymentMethod.parse(method),
    phoneNumber: phoneNumber === 'none' || phoneNumber === undefined ? null : phoneNumber,
  }
}

const pages = 'https://pay.omise.test/payments/'

export function authorizeUriOf(chargeId: string): string {
  return pages + chargeId
}

/** Of the address of TrueMoney's page, which is also what a QR code holds. */
export function chargeIdOfPage(authorizeUri: string): string {
  return authorizeUri.slice(pages.length)
}
