import { type Charge, refundedAmount } from './charges.ts'
import { feesOf } from './fees.ts'
import type { JsonObject } from './representation.ts'
import type { ApiVersion } from './versions.ts'

/** `/balance`: what was paid, less fees and what was given back. That fees stay paid after a refund, and
 * that everything can be transferred at once, is our choice. The attributes are recorded ones. */
export function showBalance(version: ApiVersion, charges: Iterable<Charge>): JsonObject {
  let total = 0
  for (const charge of charges)
    if (charge.outcome.status === 'successful')
      total += feesOf(charge.amount).net - refundedAmount(charge)
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
