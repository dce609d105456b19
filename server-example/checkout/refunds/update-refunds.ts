import { type Order, rescheduled } from '../order/order.ts'
import type { CheckoutStore, Clock } from '../ports.ts'
import type { Refund } from './refund.ts'

type Deps = { readonly store: CheckoutStore; readonly clock: Clock }

/** Saves an order's refunds; resolves with `undefined` on a version conflict. */
export function saveRefunds(
  { store, clock }: Deps,
  order: Order,
  refunds: readonly Refund[],
): Promise<Order | undefined> {
  return store.saveOrder(order, rescheduled({ ...order, refunds }, clock.now()))
}

/** Changes an order's refunds; on a version conflict, again in the order as it is then. */
export async function updateRefunds(
  deps: Deps,
  start: Order,
  change: (refunds: readonly Refund[]) => readonly Refund[],
): Promise<Order> {
  for (let order: Order | undefined = start; order !== undefined; ) {
    const saved = await saveRefunds(deps, order, change(order.refunds))
    if (saved !== undefined) return saved
    order = await deps.store.findOrder(start.id)
  }
  throw new Error(`Expected order ${start.id} to stay in the store.`)
}
