/** What the model of the database holds. Rows are never changed, only replaced: a copy of the tables is a backup. */
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { DeliveryState } from '../../../server-example/shop/delivery.ts'
import type { ShopEvent } from '../../../server-example/shop/event.ts'

export type StoredOrder = {
  readonly order: Order
  readonly leasedUntil: number | null
  readonly checks: number
}

export type StoredEvent = { readonly position: number; readonly event: ShopEvent }

export type StoredDelivery = {
  readonly position: number
  readonly channel: string
  readonly orderId: string
  readonly event: ShopEvent
  readonly state: DeliveryState
  readonly tries: number
  readonly dueAt: number
  readonly leasedUntil: number | null
  readonly lastError: string | null
  readonly endedAt: number | null
}

export type ModelDatabase = {
  orders: ReadonlyMap<string, StoredOrder>
  events: readonly StoredEvent[]
  deliveries: readonly StoredDelivery[]
  channels: readonly string[]
  audit: { readonly dueAt: number; readonly auditedUntil: number }
  listReadingAt: number
}

export function createModelDatabase(): ModelDatabase {
  return {
    orders: new Map(),
    events: [],
    deliveries: [],
    channels: [],
    audit: { dueAt: 0, auditedUntil: 0 },
    listReadingAt: 0,
  }
}

/** A backup, for `Object.assign` to restore. */
export function backupOf(data: ModelDatabase): ModelDatabase {
  return { ...data }
}

export function isFree({ leasedUntil }: { leasedUntil: number | null }, now: number): boolean {
  return leasedUntil === null || leasedUntil <= now
}
