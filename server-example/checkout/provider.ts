/** The payment provider as the checkout sees it. */
import type { PaymentMethod } from '../../widget/contract.ts'
import type { QrImage } from './order/attempt.ts'

/** Statuses of a charge at Omise that this version knows. */
export const chargeStatuses = ['pending', 'successful', 'failed', 'expired', 'reversed'] as const

/** A charge as Omise had it when it was read, in our terms. Times are milliseconds since 1970. */
export type ChargeReading = {
  readonly id: string
  /** `unknown`: a status that this version does not know. It is never taken for paid or failed. */
  readonly status: (typeof chargeStatuses)[number] | 'unknown'
  readonly amountSatang: number
  /** ISO 4217, upper case. */
  readonly currency: string
  readonly orderId: string | null
  readonly attemptId: string | null
  /** The shop that made it, as it is configured there; `null` when it has no name. */
  readonly shopName: string | null
  /** The source's type: a payment method, or one that this version does not know; `null` without a source. */
  readonly method: string | null
  readonly phoneNumber: string | null
  readonly authorizeUri: string | null
  readonly qr: QrImage | null
  readonly failureCode: string | null
  readonly failureMessage: string | null
  readonly createdAt: number
  readonly paidAt: number | null
  readonly expiresAt: number | null
  /** What was refunded so far, voids included. */
  readonly refundedSatang: number
  /** The money of the charge was taken back, and not by a void of ours or the dashboard's. */
  readonly isReversed: boolean
  readonly reversedAt: number | null
  readonly isDisputed: boolean
}

/** A refund as Omise has it. */
export type RefundReading = {
  readonly id: string
  /** Our id of it, `null` when it was made elsewhere. */
  readonly refundId: string | null
  /** `unknown`: a status that this version does not know. */
  readonly status: 'pending' | 'closed' | 'failed' | 'unknown'
  readonly amountSatang: number
  readonly voided: boolean
  readonly createdAt: number
  readonly chargeId: string
}

/** An entry of a list that is not as documented: it spoils nothing but itself. */
export type Unreadable = {
  /** The fields that were not understood. */
  readonly unreadable: string
  readonly id: string | null
  readonly orderId: string | null
  readonly attemptId: string | null
  readonly shopName: string | null
}

/** What a list holds: each entry is read by itself. */
export type Listed<Reading> = Reading | Unreadable

export type NewRefund = {
  readonly refundId: string
  readonly amountSatang: number
  /** Ask for a void; without it Omise decides by itself. */
  readonly void: boolean
  readonly reason: string | null
}

/** A source that the server has made together with the charge. */
export type NewSource = { readonly method: PaymentMethod; readonly phoneNumber: string | null }

/** What is read of a source. */
export type SourceReading = Pick<ChargeReading, 'method' | 'phoneNumber'>

export type QrPicture = {
  readonly contentType: 'image/png' | 'image/svg+xml'
  readonly bytes: Uint8Array
}

export type NewCharge = {
  readonly amountSatang: number
  readonly currency: 'THB'
  readonly source: { readonly id: string } | NewSource
  /** `null` for methods that lead nowhere. */
  readonly returnUri: string | null
  readonly orderId: string
  readonly attemptId: string
  /** Tells this shop's charges from another's of the same account; `null` when no name is configured. */
  readonly shopName: string | null
  /** The shop's own number of the order, description and metadata: for people who read the charge at Omise. */
  readonly reference: string
  readonly description: string | null
  readonly metadata: Readonly<Record<string, string | number | boolean>>
}

/**
 * A call to the provider that did not end well. `outcome` is what matters:
 * - `refused`: the provider refused. Nothing was done
 * - `not_done`: the call did not reach the provider, or was turned away unread. Nothing was done
 * - `unknown`: no response, or one that cannot be understood. It may have been done
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly outcome: 'refused' | 'not_done' | 'unknown'
  /** Omise's error code, `null` when the failure was not Omise's response. */
  readonly code: string | null
  /** HTTP status, `null` without a response. */
  readonly httpStatus: number | null
  /** How long Omise asks us to wait. */
  readonly retryAfterMs: number | null

  constructor(
    message: string,
    details: {
      outcome: ProviderError['outcome']
      code?: string | null
      httpStatus?: number | null
      retryAfterMs?: number | null
      cause?: unknown
    },
  ) {
    super(message, { cause: details.cause })
    this.outcome = details.outcome
    this.code = details.code ?? null
    this.httpStatus = details.httpStatus ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
  }
}

/** Every method throws `ProviderError` and nothing else. None of them retries a POST by itself. */
export type PaymentProvider = {
  createCharge(charge: NewCharge): Promise<ChargeReading>
  getCharge(chargeId: string): Promise<ChargeReading>
  /** Expires a pending charge; one that was settled meanwhile is refused. */
  expireCharge(chargeId: string): Promise<ChargeReading>
  /** Charges made since `sinceMs`, newest first. One may come twice when others are made meanwhile. */
  listCharges(sinceMs: number): AsyncIterable<Listed<ChargeReading>>
  getSource(sourceId: string): Promise<SourceReading>
  /** The picture of a charge's QR code, from the address in the charge. */
  getQrPicture(uri: string): Promise<QrPicture>
  /** Names of what the account can be paid with in THB, by Omise's own names. */
  getPaymentMethods(): Promise<readonly string[]>
  createRefund(chargeId: string, refund: NewRefund): Promise<RefundReading>
  /** All refunds of a charge, also those made elsewhere. */
  listRefunds(chargeId: string): Promise<readonly Listed<RefundReading>[]>
  /** Refunds of any charge made since `sinceMs`, newest first. */
  listRecentRefunds(sinceMs: number): AsyncIterable<Listed<RefundReading>>
}
