/** The first book: what Omise holds, in the order in which it happened. */
import * as z from 'zod/mini'

const metadata = z.record(z.string(), z.unknown())

const charge = z.object({
  id: z.string(),
  status: z.enum(['pending', 'successful', 'failed', 'expired']),
  amount: z.int(),
  refunded_amount: z.int(),
  authorize_uri: z.string(),
  created_at: z.string(),
  metadata,
  source: z.object({ id: z.string(), type: z.string() }),
})
export type OmiseCharge = z.infer<typeof charge>

const refund = z.object({
  id: z.string(),
  charge: z.string(),
  amount: z.int(),
  voided: z.boolean(),
  metadata,
})
export type OmiseRefund = z.infer<typeof refund>

const event = z.object({
  id: z.string(),
  key: z.string(),
  data: z.object({ object: z.string(), id: z.string() }),
})

export const omiseBook = z.object({
  charges: z.array(charge),
  refunds: z.array(refund),
  events: z.array(event),
})
export type OmiseBook = z.infer<typeof omiseBook>

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function orderIdOf(charge: OmiseCharge): string | null {
  return textOf(charge.metadata.order_id)
}

export function attemptIdOf(charge: OmiseCharge): string | null {
  return textOf(charge.metadata.attempt_id)
}

/** Whether a link to the picture of an attempt's QR code is about this charge; an adopted one is named by its own id. */
export function isCodeOf(charge: OmiseCharge, attemptId: string): boolean {
  return attemptId === attemptIdOf(charge) || attemptId === charge.id
}

/** From which event until which a charge could be paid: places in the order of events, not times. */
export function payableSpan(book: OmiseBook, chargeId: string): { from: number; until: number } {
  const at = (keys: readonly string[]) =>
    book.events.findIndex(({ key, data }) => data.id === chargeId && keys.includes(key))
  const end = at(['charge.complete', 'charge.expire'])
  return { from: at(['charge.create']), until: end === -1 ? Number.POSITIVE_INFINITY : end }
}
