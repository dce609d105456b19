import type { Charge, Refund } from '../charges/charges.ts'
import type { ApiVersion } from '../http/versions.ts'

export type ChargeEventKey = 'charge.create' | 'charge.update' | 'charge.complete' | 'charge.expire'

/** What happened, with the object as it was then: that `data` never changes later is our choice. */
export type Event = {
  readonly id: string
  readonly createdAt: number
  readonly chargeId: string
  /** The account's version at that time: it is shown in no other one, even after an upgrade. */
  readonly apiVersion: ApiVersion
  readonly webhookEndpoints: readonly string[]
  readonly happening: Happening
}

export type Happening =
  | { key: ChargeEventKey; charge: Charge }
  | { key: 'refund.create'; refund: Refund }

/** One attempt to post an event to one address. */
export type WebhookDelivery = {
  readonly id: string
  readonly eventId: string
  readonly uri: string
  /** The receiver's HTTP status; 0 when it gave none, which is our choice. */
  readonly status: number
  readonly key: Happening['key']
  readonly error: string | null
  readonly payload: string
  readonly createdAt: number
}
