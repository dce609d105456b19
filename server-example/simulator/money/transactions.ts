import type { Charge, Refund } from '../charges/charges.ts'
import { toTimestamp } from '../clock.ts'
import type { ApiVersion } from '../http/versions.ts'
import type { JsonObject } from '../representation/representation.ts'
import { feesOf } from './fees.ts'

/** Money that moved: what a payment left after fees, or what a refund took. */
export type Transaction = {
  readonly id: string
  readonly direction: 'credit' | 'debit'
  readonly amount: number
  /** The charge, or the refund. */
  readonly origin: string
  readonly createdAt: number
}

/** Oldest first; their sum is the balance. */
export function transactionsOf(charges: Iterable<Charge>): Transaction[] {
  return [...charges].flatMap(ofCharge).sort((one, other) => one.createdAt - other.createdAt)
}

function ofCharge({ id, amount, outcome, refunds }: Charge): Transaction[] {
  if (outcome.status !== 'successful') return []
  return [
    {
      id: outcome.transaction,
      direction: 'credit',
      amount: feesOf(amount).net,
      origin: id,
      createdAt: outcome.at,
    },
    ...refunds.flatMap(ofRefund),
  ]
}

function ofRefund({ id, amount, state }: Refund): Transaction[] {
  if (state.status !== 'closed') return []
  return [{ id: state.transaction, direction: 'debit', amount, origin: id, createdAt: state.at }]
}

/** As recorded in 2025 (a payment's) and as old recordings have it. A refund's key, and that money can be
 * transferred at once, are our choice. */
export function showTransaction(version: ApiVersion, shown: Transaction): JsonObject {
  const at = toTimestamp(shown.createdAt)
  const place = `/transactions/${shown.id}`
  return version === '2017-11-02'
    ? {
        object: 'transaction',
        id: shown.id,
        location: place,
        type: shown.direction,
        amount: shown.amount,
        currency: 'thb',
        transferable: at,
        source: shown.origin,
        created: at,
      }
    : {
        object: 'transaction',
        id: shown.id,
        livemode: false,
        currency: 'THB',
        amount: shown.amount,
        location: place,
        direction: shown.direction,
        key: shown.direction === 'credit' ? 'charge.captured.net' : 'refund.created',
        origin: shown.origin,
        transferable_at: at,
        created_at: at,
      }
}
