import { type DeliveryResult, type LeasedDelivery, nextTryAt } from '../../shop/delivery.ts'
import type { Database } from '../database.ts'

const longestError = 500

/** Returns the update that ends a try, to be run by itself or inside the shop's transaction. */
export function ending(
  { db }: Pick<Database, 'db'>,
  { position, channel, tries, leasedUntil, event }: LeasedDelivery,
  result: DeliveryResult,
  now: number,
) {
  const next =
    result.kind === 'failed'
      ? nextTryAt({ tries: tries + 1, createdAt: Date.parse(event.createdAt) }, now)
      : null
  return db
    .updateTable('shop_deliveries')
    .set({
      leased_until: null,
      ...(result.kind === 'taken'
        ? { state: 'taken', ended_at: now, last_error: null }
        : next === null
          ? { state: 'parked', ended_at: now, last_error: result.error.slice(0, longestError) }
          : { due_at: next, last_error: result.error.slice(0, longestError) }),
    })
    .where('position', '=', position)
    .where('channel', '=', channel)
    .where('leased_until', '=', leasedUntil)
    .where('state', '=', 'waiting')
    .compile()
}
