/**
 * The one path to the truth. Every trigger ends here: read the charge with the
 * secret key → `applyCharge` → compare-and-set.
 */

import type { Found } from './find-charge.ts'
import type { Attempt } from './order/attempt.ts'
import { abandonAttempt, type Order } from './order/order.ts'
import type { ReconcileDeps } from './ports.ts'
import type { ChargeReading } from './provider.ts'
import { reconcileRefunds } from './refunds/reconcile-refunds.ts'
import { isUnresolved, refundedSatang } from './refunds/refund.ts'
import { type Settled, settle } from './settle.ts'

/** How long before its attempt a charge is looked for: longer while the difference to Omise's clock is unknown. */
const marginMs = { known: 5 * 60_000, unknown: 60 * 60_000 }

/**
 * Reads one charge at Omise and updates its order; its refunds too, when the
 * trigger was about one or when the charge's sum shows that some are not stored.
 * Throws `ProviderError` when it cannot be read.
 */
export async function reconcileCharge(
  deps: ReconcileDeps,
  chargeId: string,
  about: 'charge' | 'refund' = 'charge',
): Promise<Settled> {
  const charge = await deps.provider.getCharge(chargeId)
  const settled = await settle(deps, charge)
  if (settled.kind === 'foreign') return settled
  const { order, attempt } = settled
  const isKnown =
    charge.refundedSatang === refundedSatang(order.refunds, attempt.id) &&
    !order.refunds.some(isUnresolved)
  if (isKnown && about === 'charge') return settled
  return { ...settled, order: await reconcileRefunds(deps, order) }
}

/** Reads what became of an attempt, with or without a known charge. Resolves with its order as it is then. */
export async function reconcileAttempt(
  deps: ReconcileDeps,
  order: Order,
  attempt: Attempt,
): Promise<Order> {
  const { charge, asOf } = await readCharge(deps, attempt)
  const settled = charge && (await settle(deps, charge))
  if (settled?.kind === 'applied' && settled.order.id === order.id) return settled.order
  return attempt.chargeId === null ? abandonLate(deps, order, attempt, asOf) : order
}

/** A time by Omise's clock that certainly lies before that time here. */
function omiseTimeBefore({ omiseAheadMs }: ReconcileDeps, ms: number): number {
  const aheadMs = omiseAheadMs()
  return aheadMs === undefined ? ms - marginMs.unknown : ms + aheadMs - marginMs.known
}

async function readCharge(deps: ReconcileDeps, attempt: Attempt): Promise<Found> {
  const { id: attemptId, chargeId, createdAt } = attempt
  if (chargeId === null)
    return deps.findCharge({ attemptId, sinceMs: omiseTimeBefore(deps, createdAt) })
  const asOf = deps.clock.now()
  const charge =
    attempt.state === 'superseded'
      ? await expireOrRead(deps, chargeId)
      : await deps.provider.getCharge(chargeId)
  return { charge, asOf }
}

/** Expires a charge that must not be paid any more. Resolves with the charge, which may have been settled meanwhile. */
export async function expireOrRead(deps: ReconcileDeps, chargeId: string): Promise<ChargeReading> {
  const charge = await deps.provider.getCharge(chargeId)
  if (charge.status !== 'pending') return charge
  try {
    return await deps.provider.expireCharge(chargeId)
  } catch (error) {
    deps.logger.warn({ chargeId, error }, 'the charge was not expired at Omise; reading it again')
    return deps.provider.getCharge(chargeId)
  }
}

async function abandonLate(
  deps: ReconcileDeps,
  order: Order,
  attempt: Attempt,
  asOf: number,
): Promise<Order> {
  // A response shows what Omise had when the call was sent, not when it arrived.
  if (asOf - attempt.createdAt < deps.abandonAfterMs) return order
  const reason = { code: null, message: 'no charge was found', now: deps.clock.now() }
  const saved = await deps.store.saveOrder(order, abandonAttempt(order, attempt.id, reason))
  if (saved === undefined) return order
  const fields = { orderId: order.id, attemptId: attempt.id }
  deps.logger.warn(fields, 'attempt abandoned: Omise has no charge for it')
  return saved
}
