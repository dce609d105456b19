/** Stores what a reading of a charge means for its order: the end of every path to the truth. */
import { type Applied, applyCharge } from './order/apply-charge.ts'
import { type Attempt, amountMismatch } from './order/attempt.ts'
import { type Order, whyRefunded } from './order/order.ts'
import type { ReconcileDeps } from './ports.ts'
import type { ChargeReading } from './provider.ts'

export type Settled =
  | { readonly kind: 'applied'; readonly order: Order; readonly attempt: Attempt }
  /** The charge belongs to none of our orders, or not to the one it names. Nothing changed. */
  | { readonly kind: 'foreign'; readonly reason: string }

/**
 * Applies a charge to its order and saves it; on a version conflict, again to the
 * order as it is then. A caller that has just saved the order passes it along.
 */
export async function settle(
  deps: ReconcileDeps,
  charge: ChargeReading,
  justSaved?: Order,
): Promise<Settled> {
  let order = justSaved ?? (await findOrderOf(deps, charge))
  while (order !== undefined) {
    const applied = applyCharge(order, charge, deps.clock.now())
    const saved = await save(deps, order, applied)
    if (saved?.kind === 'foreign') return foreign(deps, charge, saved.reason)
    if (saved !== undefined) {
      if (applied.kind === 'changed') reportChange(deps, order, saved, charge)
      return saved
    }
    order = await findOrderOf(deps, charge)
  }
  return foreign(deps, charge, 'no order knows it')
}

/** The order that knows the charge, else the one that the charge names. */
async function findOrderOf(
  { store }: ReconcileDeps,
  charge: ChargeReading,
): Promise<Order | undefined> {
  const known = await store.findOrderOf(charge)
  return known ?? (charge.orderId === null ? undefined : store.findOrder(charge.orderId))
}

async function save(
  { store }: ReconcileDeps,
  before: Order,
  applied: Applied,
): Promise<Settled | undefined> {
  if (applied.kind === 'foreign') return applied
  if (applied.kind === 'unchanged') return { ...applied, kind: 'applied' }
  const order = await store.saveOrder(before, applied.order)
  return order && { kind: 'applied', order, attempt: applied.attempt }
}

function reportChange(
  { logger }: ReconcileDeps,
  before: Order,
  { order, attempt }: Extract<Settled, { kind: 'applied' }>,
  charge: ChargeReading,
): void {
  const fields = {
    orderId: order.id,
    attemptId: attempt.id,
    chargeId: charge.id,
    state: attempt.state,
    ...(attempt.failureCode !== null && { failureCode: attempt.failureCode }),
  }
  const known = before.attempts.find(({ id }) => id === attempt.id)
  if (known === undefined)
    logger.warn(fields, 'a charge that names the order was adopted: its attempt was not stored')
  if (attempt.reversedAt !== (known?.reversedAt ?? null))
    logger.error(fields, 'a paid charge was reversed at Omise: its money is gone')
  else if (attempt.disputedAt !== (known?.disputedAt ?? null))
    logger.error(fields, 'a paid charge is disputed: see it at Omise')
  else if (attempt.state === 'duplicate')
    logger.error({ ...fields, reason: whyRefunded(order, attempt) }, 'a paid charge is refunded')
  else if (attempt.failureCode === amountMismatch)
    logger.error(fields, 'the charge has another amount than was asked for: it is not accepted')
  else if (charge.status === 'unknown') logger.warn(fields, 'the charge has an unknown status')
  else logger.info(fields, `attempt is ${attempt.state}`)
}

function foreign(deps: ReconcileDeps, charge: ChargeReading, reason: string): Settled {
  const { id: chargeId, shopName } = charge
  if (isOtherShops(deps, charge))
    deps.logger.info({ chargeId, shopName }, 'charge ignored: it is another shop’s')
  else deps.logger.warn({ chargeId, reason }, 'charge ignored: it does not belong to the order')
  return { kind: 'foreign', reason }
}

/** Another shop with the same account of Omise has made it, by the name in it. */
export function isOtherShops(
  { shopName }: Pick<ReconcileDeps, 'shopName'>,
  charge: Pick<ChargeReading, 'shopName'>,
): boolean {
  return charge.shopName !== null && charge.shopName !== shopName
}
