/** The four books of a schedule: what Omise holds, what the orders say, what people were told, what the shop heard. */
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { Call } from '../stack/call.ts'
import type { Heard } from './heard.ts'
import type { OmiseBook } from './omise-book.ts'
import type { Seen, Told } from './told.ts'

export type Books = {
  readonly omise: OmiseBook
  readonly orders: readonly Order[]
  /** What the store said on the way. */
  readonly seen: readonly Seen[]
  readonly told: Told
  readonly heard: Heard
  /** The proxy's record. */
  readonly calls: readonly Call[]
  /** The servers' promises in time. */
  readonly promises: {
    readonly omiseTimeoutMs: number
    readonly abandonAfterMs: number
    readonly leaseMs: number
    readonly deliveryLeaseMs: number
  }
}
