/** Changes and cancels unpaid orders: a charge that could still be paid is expired at Omise first. */
import {
  isUnpaid,
  liveAttempt,
  type Metadata,
  type Order,
  successfulAttempt,
} from '../checkout/order/order.ts'
import type { ReconcileDeps } from '../checkout/ports.ts'
import { ProviderError } from '../checkout/provider.ts'
import { expireOrRead, reconcileAttempt } from '../checkout/reconcile.ts'
import { settle } from '../checkout/settle.ts'
import { ShopError } from './shop-error.ts'

export type Change = {
  readonly amountSatang?: number | undefined
  readonly description?: string | null | undefined
  readonly metadata?: Metadata | undefined
}

/** Changes what is given. Throws `ShopError`: `already_paid`, `order_cancelled`, `unconfirmed`. */
export function updateOrder(deps: ReconcileDeps, start: Order, change: Change): Promise<Order> {
  const { amountSatang, description, metadata } = change
  return changeUnpaid(deps, start, (order) => {
    if (order.cancelledAt !== null)
      throw new ShopError('order_cancelled', 'The order was cancelled: it cannot be changed.')
    return {
      ...order,
      ...(amountSatang !== undefined && { amountSatang }),
      ...(description !== undefined && { description }),
      ...(metadata !== undefined && { metadata }),
    }
  })
}

/** Cancels the order; one that is cancelled already stays so. Throws `ShopError`: `already_paid`, `unconfirmed`. */
export function cancelOrder(deps: ReconcileDeps, start: Order): Promise<Order> {
  return changeUnpaid(deps, start, (order) => ({
    ...order,
    cancelledAt: order.cancelledAt ?? deps.clock.now(),
  }))
}

/** Retries on a version conflict: a buyer may have started an attempt meanwhile. */
async function changeUnpaid(
  deps: ReconcileDeps,
  start: Order,
  change: (order: Order) => Order,
): Promise<Order> {
  for (let order: Order | undefined = start; order !== undefined; ) {
    const free = await expireLive(deps, order)
    const saved = await deps.store.saveOrder(free, change(free))
    if (saved !== undefined) return saved
    order = await deps.store.findOrder(start.id)
  }
  throw new Error(`Expected order ${start.id} to stay in the store.`)
}

/** Returns the order with no charge that could still be paid. Throws when it is paid, or when that is not known. */
async function expireLive(deps: ReconcileDeps, start: Order): Promise<Order> {
  const order = await withoutLive(deps, start)
  if (successfulAttempt(order) !== undefined)
    throw new ShopError(
      'already_paid',
      'The order is paid: nothing was changed. Refund it instead.',
    )
  if (!isUnpaid(order))
    throw new ShopError(
      'unconfirmed',
      'A charge of the order may still be paid and could not be expired: nothing was changed. Try again in a moment.',
    )
  return order
}

async function withoutLive(deps: ReconcileDeps, order: Order): Promise<Order> {
  const live = liveAttempt(order)
  if (live === undefined) return order
  try {
    if (live.chargeId === null) return await reconcileAttempt(deps, order, live)
    const settled = await settle(deps, await expireOrRead(deps, live.chargeId))
    return settled.kind === 'applied' ? settled.order : order
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    deps.logger.warn({ orderId: order.id, error }, 'a pending charge could not be expired')
    return order
  }
}
