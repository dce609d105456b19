/** Creates an order, once for each reference, however often it is requested. */

import type * as z from 'zod/mini'
import type { Order } from '../checkout/order/order.ts'
import { hashToken, isTokenOf, type OrderTokens } from '../checkout/order/order-token.ts'
import type { CheckoutStore, Clock, Ids } from '../checkout/ports.ts'
import type { NewOrder, newOrder } from './order-input.ts'
import { ShopError } from './shop-error.ts'

export type Limits = { readonly minAmountSatang: number; readonly maxAmountSatang: number }

export type CreateOrderDeps = {
  readonly store: CheckoutStore
  readonly clock: Clock
  readonly ids: Ids
  readonly tokens: OrderTokens
  readonly limits: Limits
}

export type CreatedOrder = {
  readonly order: Order
  readonly token: string
  /** `false`: the reference had an order already, and this is it. */
  readonly isNew: boolean
}

type Wanted = z.output<typeof newOrder>

/**
 * Creates the order of a reference, or finds the one that is there. The database
 * decides between two processes; both resolve with the same order and token.
 */
export async function createOrder(deps: CreateOrderDeps, wanted: Wanted): Promise<CreatedOrder> {
  checkAmount(wanted.amount, deps.limits)
  const known = await deps.store.findOrderByReference(wanted.reference)
  if (known !== undefined) return again(deps, known, wanted)
  const orderId = deps.ids.orderId()
  const token = deps.tokens.tokenOf(orderId)
  const order: Order = {
    id: orderId,
    reference: wanted.reference,
    description: wanted.description ?? null,
    metadata: wanted.metadata,
    tokenHashes: [hashToken(token)],
    amountSatang: wanted.amount,
    currency: wanted.currency,
    createdAt: deps.clock.now(),
    cancelledAt: null,
    attempts: [],
    refunds: [],
    eventCount: 0,
    dueAt: null,
    version: 0,
  }
  if (await deps.store.insertOrder(order)) return { order, token, isNew: true }
  const first = await deps.store.findOrderByReference(wanted.reference)
  if (first === undefined)
    throw new Error(`Expected the order of reference ${wanted.reference} to stay in the store.`)
  return again(deps, first, wanted)
}

/** Throws when the amount is outside the shop's limits. */
export function checkAmount(amount: number, { minAmountSatang, maxAmountSatang }: Limits): void {
  if (amount < minAmountSatang || amount > maxAmountSatang)
    throw new ShopError(
      'invalid_request',
      `amount: Expected ${minAmountSatang} to ${maxAmountSatang} satang, got ${amount}.`,
    )
}

async function again(
  deps: CreateOrderDeps,
  order: Order,
  { amount, reference }: NewOrder,
): Promise<CreatedOrder> {
  if (order.cancelledAt !== null)
    throw new ShopError(
      'order_cancelled',
      `The order of reference ${reference} was cancelled: use another reference for a new one.`,
    )
  if (order.amountSatang !== amount)
    throw new ShopError(
      'reference_conflict',
      `Reference ${reference} has an order of ${order.amountSatang} satang, got ${amount}: change that order with orders.update (PATCH), or use another reference.`,
    )
  const token = deps.tokens.tokenOf(order.id)
  return { order: await withToken(deps, order, token), token, isNew: false }
}

/** After the secret changed, the new token's hash is stored beside the earlier ones. */
async function withToken({ store }: CreateOrderDeps, start: Order, token: string): Promise<Order> {
  for (let order: Order | undefined = start; order !== undefined; ) {
    if (isTokenOf(order.tokenHashes, token)) return order
    const tokenHashes = [...order.tokenHashes, hashToken(token)]
    const saved = await store.saveOrder(order, { ...order, tokenHashes })
    if (saved !== undefined) return saved
    order = await store.findOrder(start.id)
  }
  throw new Error(`Expected order ${start.id} to stay in the store.`)
}
