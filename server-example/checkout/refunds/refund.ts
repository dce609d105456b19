/** Refunds of one attempt's charge: what is stored of them, and what a reading of Omise's refunds adds. */
import type { RefundReading } from '../provider.ts'

/**
 * - `creating`: written before it is asked for; whether Omise made it is not known yet
 * - `pending`: Omise has made it and not settled it yet
 * - `done`: Omise has settled it
 * - `failed`: Omise made it, and it failed later. No money moved in the end
 * - `refused`: Omise refused it. No money moved
 * - `abandoned`: it never reached Omise, or neither Omise's list nor the charge has it after the
 *   grace period. No money moved; asking with the same id again sends it again
 */
export const refundStates = [
  'creating',
  'pending',
  'done',
  'failed',
  'refused',
  'abandoned',
] as const
export type RefundState = (typeof refundStates)[number]

type Trait = 'committed' | 'made' | 'settled' | 'unresolved'

/** What holds for a refund in each state. */
const traits: Readonly<Record<RefundState, readonly Trait[]>> = {
  creating: ['committed', 'unresolved'],
  pending: ['committed', 'made', 'unresolved'],
  done: ['committed', 'made', 'settled'],
  failed: [],
  refused: [],
  abandoned: [],
}

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
  /** Why nothing was refunded: Omise's words, or ours. */
  readonly refusal: string | null
  readonly createdAt: number
}

/** Satang of an attempt that are refunded or may be: what is not settled yet counts. */
export function committedSatang(refunds: readonly Refund[], attemptId: string): number {
  return sumOf(refunds, attemptId, 'committed')
}

/** Satang refunded of an attempt, settled at Omise. */
export function refundedSatang(refunds: readonly Refund[], attemptId: string): number {
  return sumOf(refunds, attemptId, 'settled')
}

/** Satang of an attempt's refunds that are known to exist at Omise, settled or not. */
export function madeSatang(refunds: readonly Refund[], attemptId: string): number {
  return sumOf(refunds, attemptId, 'made')
}

/** What becomes of it is not known yet. */
export function isUnresolved({ state }: Refund): boolean {
  return traits[state].includes('unresolved')
}

function sumOf(refunds: readonly Refund[], attemptId: string, trait: Trait): number {
  return refunds
    .filter((one) => one.attemptId === attemptId && traits[one.state].includes(trait))
    .reduce((sum, one) => sum + one.amountSatang, 0)
}

/**
 * Adds what Omise has. A refund of ours is found by the id that was sent with it,
 * any other by Omise's: applying the same reading twice, or an older one after a
 * newer, changes nothing. Returns the same list (`===`) when nothing is new.
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
  const known =
    refunds.find((one) => one.omiseId === reading.id) ??
    refunds.find(
      (one) => one.attemptId === attemptId && one.id === reading.refundId && one.omiseId === null,
    )
  const state = stateOf(reading)
  if (known !== undefined && rankOf[known.state] >= rankOf[state]) return refunds
  const read: Refund = {
    id: known?.id ?? idOf(refunds, reading),
    attemptId: known?.attemptId ?? attemptId,
    state,
    omiseId: reading.id,
    amountSatang: reading.amountSatang,
    voided: reading.voided,
    reason: known?.reason ?? null,
    refusal: state === 'failed' ? 'Omise made the refund and then reported that it failed.' : null,
    createdAt: known?.createdAt ?? reading.createdAt,
  }
  if (known === undefined) return [...refunds, read]
  return refunds.map((one) => (one === known ? read : one))
}

/**
 * Ours, when it was sent along and a restored backup has lost our row: asking for
 * the same refund again must find it. Omise's for one that was made elsewhere.
 */
function idOf(refunds: readonly Refund[], { id, refundId }: RefundReading): string {
  if (refundId === null || !refundId.startsWith('rfd_')) return id
  return refunds.some((one) => one.id === refundId) ? id : refundId
}

/**
 * A refund only ever moves up: readings carry no time, so an older one must not
 * undo a newer. That one can fail after it was settled is our choice: a bank may
 * send money back.
 */
const rankOf: Record<RefundState, number> = {
  creating: 0,
  refused: 0,
  abandoned: 0,
  pending: 1,
  done: 2,
  failed: 3,
}

/** A status that this version does not know is not settled: unknown is never taken for done. */
function stateOf({ status }: RefundReading): 'pending' | 'done' | 'failed' {
  switch (status) {
    case 'closed':
      return 'done'
    case 'failed':
      return 'failed'
    case 'pending':
    case 'unknown':
      return 'pending'
  }
}

/** Ends a refund that Omise has not made. One that is done stays done. */
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

/** Replaces the abandoned refund with the same id, or adds the refund as the last. */
export function withRefund(refunds: readonly Refund[], refund: Refund): readonly Refund[] {
  const isKnown = refunds.some((one) => one.id === refund.id)
  return isKnown
    ? refunds.map((one) => (one.id === refund.id ? refund : one))
    : [...refunds, refund]
}
