/** The rule for work that is shared: each order is asked about by one reconciler at a time. */
import type { Books } from '../books/books.ts'
import { orderIdOf } from '../books/omise-book.ts'
import type { Violation } from '../books/violation.ts'
import type { Call } from '../stack/call.ts'

/**
 * Two processes' reconcilers ask about one order at the same time, and the
 * second began well within the lease of the first. Half a lease, because the
 * proxy sees the first call and not the loan before it.
 */
export function sharedWork({ omise, calls, promises }: Books): Violation[] {
  const orderOf = new Map(omise.charges.map((one) => [one.id, orderIdOf(one)]))
  const asked = calls.filter(({ role, chargeId }) => role === 'reconciler' && chargeId !== null)
  const byOrder = Map.groupBy(asked, ({ chargeId }) => orderOf.get(chargeId ?? '') ?? null)
  return [...byOrder].flatMap(([orderId, all]) => {
    const pair = firstOverlap(all, promises)
    if (orderId === null || pair === undefined) return []
    const [one, other] = pair
    const detail = `${one.process} and ${other.process} asked about it at the same time (${one.operation}, ${other.operation})`
    return [{ kind: 'shared work' as const, orderId, detail, needsTime: true }]
  })
}

function firstOverlap(
  calls: readonly Call[],
  { leaseMs, omiseTimeoutMs }: Books['promises'],
): [Call, Call] | undefined {
  for (const [index, one] of calls.entries())
    for (const other of calls.slice(index + 1)) {
      const isWithin = other.startedAt < one.startedAt + leaseMs / 2
      // The caller gives up in time, whether or not the proxy has noticed.
      const end = Math.min(one.endedAt ?? Number.POSITIVE_INFINITY, one.startedAt + omiseTimeoutMs)
      if (one.process !== other.process && isWithin && other.startedAt < end) return [one, other]
    }
  return undefined
}
