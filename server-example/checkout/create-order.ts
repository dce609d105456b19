import type { Order, OrderItem } from './order.ts'
import { hashToken } from './order-token.ts'
import type { Clock, Ids, OrderStore } from './ports.ts'

export type Limits = { readonly minAmountSatang: number; readonly maxAmountSatang: number }

export type CreateOrderDeps = {
  readonly store: OrderStore
  readonly clock: Clock
  readonly ids: Ids
  /** The price of one piece, `undefined` for what is not sold. */
  readonly priceSatang: (sku: string) => number | undefined
  readonly limits: Limits
}

export type CreateOrderResult =
  | { readonly kind: 'created'; readonly order: Order; readonly token: string }
  | { readonly kind: 'invalid'; readonly detail: string }

/** Prices the items by the server's own catalogue and writes the order down. */
export async function createOrder(
  { store, clock, ids, priceSatang, limits }: CreateOrderDeps,
  items: readonly OrderItem[],
): Promise<CreateOrderResult> {
  let amountSatang = 0
  for (const { sku, quantity } of items) {
    const price = priceSatang(sku)
    if (price === undefined)
      return {
        kind: 'invalid',
        detail: `Expected items of the catalogue, got sku ${JSON.stringify(sku)}.`,
      }
    amountSatang += price * quantity
  }
  const { minAmountSatang, maxAmountSatang } = limits
  if (amountSatang < minAmountSatang || amountSatang > maxAmountSatang)
    return {
      kind: 'invalid',
      detail: `Expected a total of ${minAmountSatang} to ${maxAmountSatang} satang, got ${amountSatang}.`,
    }
  const token = ids.orderToken()
  const order: Order = {
    id: ids.orderId(),
    tokenHash: hashToken(token),
    items,
    amountSatang,
    currency: 'THB',
    createdAt: clock.now(),
    attempts: [],
    refunds: [],
    dueAt: null,
    version: 0,
  }
  await store.insertOrder(order)
  return { kind: 'created', order, token }
}
