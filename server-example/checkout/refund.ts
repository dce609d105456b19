/** Money given back for one attempt's charge: what is known of it, and what a reading of Omise's refunds adds. */
import type { RefundReading } from './provider.ts'

/**
 * - `creating`: written before it is asked for; whether Omise made it is not known yet
 * - `done`: Omise has it
 * - `refused`: Omise said no. No money moved
 * - `abandoned`: it never reached Omise, or Omise has none after the grace period. No money
 *   moved; asking with the same id again sends it again
 */
export type RefundState = 'creating' | 'done' | 'refused' | 'abandoned'

export type Refund = {
  /** Ours, sent along as metadata; Omise's own id for one that was made elsewhere. */
  readonly id: string
  readonly attemptId: string
  readonly state: RefundState
  /** Omise's id, `null` until it is known. */
  readonly omiseId: string | null
  readonly amountSatang: number
  /** A void: the charge was undone on its own day, and never reaches the buyer's statement. */
  readonly voided: boolean
  readonly reason: string | null
  /** Why nothing was given back: Omise's words, or ours. */
  readonly refusal: string | null
  readonly createdAt: number
}

/** What is known to have been given back of an attempt, or may have been. */
export function givenBackSatang(refunds: readonly Refund[], attemptId: string): number {
  return refunds
    .filter(
      (one) => one.attemptId === attemptId && (one.state === 'done' || one.state === 'creating'),
    )
    .reduce((sum, one) => sum + one.amountSatang, 0)
}

/** What is known to have been given back of an attempt. */
export function refundedSatang(refunds: readonly Refund[], attemptId: string): number {
  return refunds
    .filter((one) => one.attemptId === attemptId && one.state === 'done')
    .reduce((sum, one) => sum + one.amountSatang, 0)
}

/**
 * Adds what Omise holds. A refund of ours is known by the id that was sent with
 * it, any other by Omise's: applying the same reading twice, or an older one
 * after a newer, changes nothing. Answers the very same list when nothing is new.
 */
export function applyRefunds(
  refunds: readonly Refund[],
  attemptId: string,
  readings: readonly RefundReading[],
): readonly Refund[] {
  return readings.reduce((known, reading) => applyOne(known, attemptId, reading), refunds)
}

function applyOne(
  refunds: readonly Refund[],
  attemptId: string,
  reading: RefundReading,
): readonly Refund[] {
  if (refunds.some((one) => one.omiseId === reading.id)) return refunds
  const ours = refunds.find(
    (one) => one.attemptId === attemptId && one.id === reading.refundId && one.omiseId === null,
  )
  const done: Refund = {
    id: ours?.id ?? reading.id,
    attemptId,
    state: 'done',
    omiseId: reading.id,
    amountSatang: reading.amountSatang,
    voided: reading.voided,
    reason: ours?.reason ?? null,
    refusal: null,
    createdAt: ours?.createdAt ?? reading.createdAt,
  }
  if (ours === undefined) return [...refunds, done]
  return refunds.map((one) => (one === ours ? done : one))
}

/** Says that Omise has not made a refund. One that is done stays done. */
export function endRefund(
  refunds: readonly Refund[],
  refundId: string,
  state: 'refused' | 'abandoned',
  refusal: string,
): readonly Refund[] {
  return refunds.map((one) => {
    if (one.id !== refundId || one.state !== 'creating') return one
    const ended: Refund = { ...one, state, refusal }
    return ended
  })
}

/** Puts a refund in the place of an abandoned one with its id, or behind all others. */
export function withRefund(refunds: readonly Refund[], refund: Refund): readonly Refund[] {
  const isKnown = refunds.some((one) => one.id === refund.id)
  return isKnown
    ? refunds.map((one) => (one.id === refund.id ? refund : one))
    : [...refunds, refund]
}
