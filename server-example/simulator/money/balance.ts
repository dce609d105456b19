import type { Charge } from '../charges/charges.ts'
import type { ApiVersion } from '../http/versions.ts'
import type { JsonObject } from '../representation/representation.ts'
import { transactionsOf } from './transactions.ts'

/** `/balance`: what was paid, less fees and what was refunded. That fees stay paid after a refund, and
 * that everything can be transferred at once, is our choice. The attributes are recorded ones. */
export function showBalance(version: ApiVersion, charges: Iterable<Charge>): JsonObject {
  const total = transactionsOf(charges).reduce(
    (sum, { direction, amount }) => sum + (direction === 'credit' ? amount : -amount),
    0,
  )
  const place = { object: 'balance', livemode: false, location: '/balance' }
  return version === '2017-11-02'
    ? { ...place, available: total, total, currency: 'thb', reserve_amount: 0 }
    : {
        ...place,
        currency: 'THB',
        total,
        transferable: total,
        reserve: 0,
        on_hold: 0,
        created_at: '2025-01-13T02:42:11Z',
      }
}
