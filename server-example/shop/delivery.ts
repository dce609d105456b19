/** How events get to the shop: what a channel is, and when a delivery is retried. */
import type { EventType, ShopEvent } from './event.ts'

/** `waiting`: to be tried; `taken`: the shop has it; `parked`: not retried until somebody requests it. */
export const deliveryStates = ['waiting', 'taken', 'parked'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** A delivery that this process has leased until `leasedUntil`. */
export type LeasedDelivery = {
  readonly position: number
  readonly channel: string
  readonly event: ShopEvent
  /** How often it was tried before. */
  readonly tries: number
  readonly leasedUntil: number
}

/** The result of one try. */
export type DeliveryResult =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly error: string }
  /** The receiver does not want it: parked at once. */
  | { readonly kind: 'refused'; readonly error: string }

/** The receiver's work, in one transaction with "taken" where the channel has one. */
export type Receive = (event: ShopEvent, context: DeliveryContext) => Promise<DeliveryResult>

export type DeliveryContext = {
  /**
   * The delivery's own transaction in the shop's database: a `pg` client or a
   * `node:sqlite` handle. What is written by it is committed with "taken", or not at all.
   */
  readonly transaction: unknown
  /** Aborts when the deadline is over, or when the server stops. */
  readonly signal: AbortSignal
}

export type Channel = {
  readonly name: 'handlers' | 'webhook'
  /** Returns whether `receive` gets a transaction for events of this type. */
  needsTransaction(type: EventType): boolean
  readonly receive: Receive
}

const firstPauseMs = 5_000
const longestPauseMs = 6 * 3_600_000
/** How long a delivery is retried, from the event on. */
export const parkAfterMs = 3 * 86_400_000

/** The pause after this many tries: 5 s, 15 s, 45 s … up to 6 hours. */
export function pauseAfter(tries: number): number {
  return Math.min(firstPauseMs * 3 ** Math.max(0, tries - 1), longestPauseMs)
}

/** When a failed delivery is retried; `null` when it has been retried long enough. */
export function nextTryAt(
  delivery: { tries: number; createdAt: number },
  now: number,
): number | null {
  const at = now + pauseAfter(delivery.tries)
  return at - delivery.createdAt > parkAfterMs ? null : at
}
