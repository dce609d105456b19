/** Events and their deliveries as the shop reads them over HTTP. Times in ISO 8601. */
import * as z from 'zod/mini'
import { deliveryStates } from './delivery.ts'
import { eventTypes, shopEvent } from './event.ts'

/** `at`: when it is tried next, or when it was taken or parked. */
export const delivery = z.object({
  eventId: z.string(),
  channel: z.string(),
  state: z.enum(deliveryStates),
  tries: z.int(),
  lastError: z.nullable(z.string()),
  at: z.iso.datetime(),
})

/** An event of one order, with what became of it. */
export const orderEvent = z.object({
  eventId: z.string(),
  type: z.enum(eventTypes),
  sequence: z.int(),
  createdAt: z.iso.datetime(),
  deliveries: z.array(delivery),
})

/** `next` is the cursor of the page after this one. */
export const eventPage = z.object({ events: z.array(shopEvent), next: z.string() })

export const undelivered = z.object({
  deliveries: z.array(z.extend(delivery, { event: shopEvent })),
})
