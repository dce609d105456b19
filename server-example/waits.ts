import type { ReconcilerOptions } from './checkout/reconciler.ts'
import type { DeliveryOptions } from './shop/run-deliveries.ts'

/** Timeouts, intervals and deadlines of the server, in milliseconds. */
export type Waits = {
  /** Timeout of a call to Omise. */
  readonly omiseTimeoutMs: number
  /** How long an attempt without a charge is looked for: longer than any call to Omise may take. */
  readonly abandonAfterMs: number
  /** How long a second submit waits for the result of the first. */
  readonly waitForOtherMs: number
  /** Shortest interval between two readings of a pending charge for its buyer. */
  readonly pollIntervalMs: number
  /** How long a buyer's poll waits for Omise before it returns what is stored. */
  readonly pollPatienceMs: number
  /** Shortest interval between two readings of Omise's list of charges, for attempts with an unknown outcome. */
  readonly listPauseMs: number
  readonly reconciler: ReconcilerOptions
  readonly deliveries: DeliveryOptions
}

const omiseTimeoutMs = 30_000

export const productionWaits: Waits = {
  omiseTimeoutMs,
  abandonAfterMs: 2 * omiseTimeoutMs,
  waitForOtherMs: 20_000,
  pollIntervalMs: 900,
  pollPatienceMs: 5_000,
  listPauseMs: 2_000,
  reconciler: { everyMs: 1_000, parallel: 10, perSecond: 20, leaseMs: 4 * omiseTimeoutMs },
  deliveries: { deadlineMs: 30_000, graceMs: 10_000, everyMs: 1_000, parallel: 4 },
}
