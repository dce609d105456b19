import type { Params } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import type { Failure } from '../methods/failures.ts'
import { methods } from '../methods/methods.ts'
import type { Funding } from '../money/refund-policy.ts'
import type { ScannableCode } from '../qr/scannable-code.ts'
import type { Source } from './sources.ts'

/** A charge is never changed: each step answers with the next one. */
export type Charge = {
  readonly id: string
  /** The `pay2_test_…` in `authorize_uri`; 2017-11-02 shows it as `reference`. */
  readonly reference: string
  readonly amount: number
  readonly source: Source
  readonly description: string | null
  readonly metadata: Params
  /** Null where the method needs none and none was given. */
  readonly returnUri: string | null
  readonly ip: string | null
  readonly webhookEndpoints: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number
  /** True when the buyer has gone on (opened the app, scanned the code, logged in), which ends the
   * source's window. */
  readonly takenUp: boolean
  readonly scannableCode: ScannableCode | null
  readonly outcome: Outcome
  readonly refunds: readonly Refund[]
}

/** `reversed` is not among them: TrueMoney charges are captured at once, so none can be reversed. */
export type Outcome =
  | { status: 'pending' }
  | { status: 'successful'; at: number; transaction: string; funding: Funding }
  | { status: 'failed'; failure: Failure }
  /** By `POST /charges/:id/expire`, or when its time was over. */
  | { status: 'expired'; at: number; by: 'request' | 'time' }

export type Refund = {
  readonly id: string
  readonly chargeId: string
  readonly amount: number
  readonly voided: boolean
  readonly metadata: Params
  readonly state: RefundState
  readonly createdAt: number
}

/** Omise's list of a refund's status names `closed` alone; third parties know of others. */
export const refundOutcomes = ['closed', 'failed'] as const
export type RefundOutcome = (typeof refundOutcomes)[number]
export type RefundState =
  | { status: 'closed'; at: number; transaction: string }
  | { status: 'pending' | 'failed' }

/** From the TrueMoney page's example: expires_at is seven days after creation, to the second. */
export const chargeLifetimeMs = 7 * 24 * 60 * 60 * 1000

export function pay(
  charge: Charge,
  payment: { at: number; transaction: string; funding: Funding },
): Charge | Refusal {
  return decide(charge, { status: 'successful', ...payment }, 'paid')
}

export function fail(charge: Charge, failure: Failure): Charge | Refusal {
  return decide(charge, { status: 'failed', failure }, 'failed')
}

/** By `POST /charges/:id/expire` or by hand; as recorded, `expires_at` then moves to that moment. */
export function expireEarly(charge: Charge, at: number): Charge | Refusal {
  if (charge.outcome.status !== 'pending') return new Refusal('failed_expire', 'expire failed')
  return { ...charge, expiresAt: at, outcome: { status: 'expired', at, by: 'request' } }
}

/** When a charge expires that nobody decides: by its own `expires_at`, or before with the window of its
 * source. That `expires_at` then still shows the later time is our choice. */
export function lastMomentOf(charge: Charge): number {
  const { sourceWindowMs } = methods[charge.source.type]
  if (charge.takenUp || sourceWindowMs === null) return charge.expiresAt
  return Math.min(charge.expiresAt, charge.source.createdAt + sourceWindowMs)
}

/** Expires a pending charge whose time is over; any other comes back as it is. */
export function expireIfDue(charge: Charge, now: number): Charge {
  const lastMoment = lastMomentOf(charge)
  if (charge.outcome.status !== 'pending' || now < lastMoment) return charge
  return { ...charge, outcome: { status: 'expired', at: lastMoment, by: 'time' } }
}

/** What the attributes `expired` and `expired_at` say. As recorded for 2019-05-29, a paid or failed charge
 * has an `expired_at` as well once its `expires_at` is over, and a failed one is then `expired`, too. */
export function expiryOf({ outcome, expiresAt }: Charge, now: number) {
  if (outcome.status === 'expired') return { expired: true, expiredAt: outcome.at }
  if (outcome.status === 'pending' || now < expiresAt) return { expired: false, expiredAt: null }
  return { expired: outcome.status === 'failed', expiredAt: expiresAt }
}

export function addRefund(charge: Charge, refund: Refund): Charge {
  return { ...charge, refunds: [...charge.refunds, refund] }
}

/** The charge with another state of one of its refunds. */
export function changeRefund(charge: Charge, changed: Refund): Charge {
  const refunds = charge.refunds.map((refund) => (refund.id === changed.id ? changed : refund))
  return { ...charge, refunds }
}

/** The refunds that count: that a pending one does, so that its money cannot be refunded twice, and that a
 * failed one never was, is our choice. */
export function standingRefunds(charge: Charge): Refund[] {
  return charge.refunds.filter(({ state }) => state.status !== 'failed')
}

export function refundedAmount(charge: Charge): number {
  return standingRefunds(charge).reduce((sum, refund) => sum + refund.amount, 0)
}

/** Null until money has moved. */
export function transactionOf({ state }: Refund): string | null {
  return state.status === 'closed' ? state.transaction : null
}

export function isVoided(charge: Charge): boolean {
  return standingRefunds(charge).some((refund) => refund.voided)
}

/** The first decision stands. What Omise answers to a second one is not known: the texts are ours. */
function decide(charge: Charge, outcome: Outcome, wanted: 'paid' | 'failed'): Charge | Refusal {
  if (charge.outcome.status === 'pending') return { ...charge, outcome }
  if (charge.outcome.status === 'expired') return new Refusal('expired_charge', 'charge expired')
  return new Refusal('invalid_charge', `only pending charges can be marked as ${wanted}`)
}
