import type { Order } from '../checkout/order/order.ts'
import type { CheckoutStore } from '../checkout/ports.ts'
import { isOrderId } from '../runtime/ids.ts'
import { ShopError } from './shop-error.ts'

type Name = { readonly reference: string } | { readonly orderId: string }

/** Finds an order by the shop's reference or our id. With `required`, throws `not_found` when there is none. */
export function findOrder(store: CheckoutStore, name: Name): Promise<Order | undefined>
export function findOrder(store: CheckoutStore, name: Name, required: 'required'): Promise<Order>
export async function findOrder(
  store: CheckoutStore,
  name: Name,
  required?: 'required',
): Promise<Order | undefined> {
  const order = await find(store, name)
  if (order === undefined && required !== undefined)
    throw new ShopError(
      'not_found',
      'reference' in name
        ? `There is no order with reference ${name.reference}.`
        : `There is no order ${name.orderId}.`,
    )
  return order
}

async function find(store: CheckoutStore, name: Name): Promise<Order | undefined> {
  if ('reference' in name) return store.findOrderByReference(name.reference)
  return isOrderId(name.orderId) ? store.findOrder(name.orderId) : undefined
}
