/**
 * The machine's clock, corrected by one that counts: the database's where several
 * machines share one, else Omise's. What is written by one machine is compared
 * with the time of another, and a minute between them must expire nothing.
 */
import type { Clock, Logger } from '../checkout/ports.ts'

export type ClockName = 'database' | 'Omise'

/** What another clock showed, in milliseconds since 1970, somewhere between two moments of this machine. */
export type Sighting = {
  readonly sentAt: number
  readonly receivedAt: number
  readonly theirs: number
  /** How much the other clock rounds down: 1,000 for the whole seconds of a `Date` header. */
  readonly resolutionMs: number
}

export type CorrectedClock = {
  readonly clock: Clock
  /** The machine's own clock: for the times of a sighting. */
  readonly machineNow: () => number
  see(name: ClockName, sighting: Sighting): void
  /** How far Omise's clock is ahead of the corrected one, in milliseconds; `undefined` before it was seen. */
  omiseAheadMs(): number | undefined
}

/** Less is left as it is: clocks that NTP keeps differ by milliseconds, and a header shows whole seconds. */
const tolerableMs = 2_000

export function createCorrectedClock(
  machine: Clock,
  reference: ClockName,
  logger: Logger,
): CorrectedClock {
  const known: Record<ClockName, Skew | undefined> = { database: undefined, Omise: undefined }
  const correctionMs = () => known[reference]?.aheadMs ?? 0

  return {
    clock: { ...machine, now: () => machine.now() + correctionMs() },
    machineNow: machine.now,
    omiseAheadMs: () => known.Omise && known.Omise.aheadMs - correctionMs(),
    see(name, sighting) {
      const before = known[name]?.aheadMs ?? 0
      const skew = skewAfter(known[name], sighting)
      known[name] = skew
      if (skew.aheadMs === before) return
      logger.warn(
        { clock: name, aheadMs: Math.round(skew.aheadMs), isCorrected: name === reference },
        name === reference
          ? 'this machine’s clock is off: its times are corrected. Set it by NTP'
          : 'two clocks differ: the times that are compared with it are corrected',
      )
    },
  }
}

type Range = { readonly from: number; readonly to: number }
type Skew = {
  /** Of the other clock, against the machine's. */
  readonly aheadMs: number
  /** The last sighting, when it contradicted this. */
  readonly doubt: Range | undefined
}

/**
 * A skew is accepted when two sightings in a row agree on it: one response may have
 * come from a cache, or the machine may have slept meanwhile.
 */
function skewAfter(before: Skew | undefined, sighting: Sighting): Skew {
  const { sentAt, receivedAt, theirs, resolutionMs } = sighting
  const seen: Range = { from: theirs - receivedAt, to: theirs + resolutionMs - sentAt }
  const known = before?.aheadMs ?? 0
  const nearest = Math.min(Math.max(known, seen.from), seen.to)
  if (Math.abs(nearest - known) <= tolerableMs) return { aheadMs: known, doubt: undefined }
  const doubt = before?.doubt
  const isConfirmed = doubt !== undefined && doubt.from <= seen.to && seen.from <= doubt.to
  return isConfirmed ? { aheadMs: nearest, doubt: undefined } : { aheadMs: known, doubt: seen }
}
