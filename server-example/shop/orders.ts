/** Orders for the shop: in the process as `checkout.orders`, over HTTP as `/api/merchant/orders`. */

import type * as z from 'zod/mini'
import type { HistoryEntry } from '../checkout/order/history.ts'
import type { Order } from '../checkout/order/order.ts'
import type { ReconcileDeps } from '../checkout/ports.ts'
import { cancelOrder, updateOrder } from './change-order.ts'
import { type CreateOrderDeps, checkAmount, createOrder } from './create-order.ts'
import { findOrder } from './find-order.ts'
import type { createdOrder } from './order-answers.ts'
import {
  type NewOrder,
  newOrder,
  type OrderChange,
  type OrderName,
  orderChange,
  orderName,
  parseInput,
} from './order-input.ts'
import { detailsOf, type OrderDetails, type ShopOrder, shopOrderOf } from './order-view.ts'

export type CreatedShopOrder = Readonly<z.output<typeof createdOrder>> & {
  /** `false` when the reference had this order already. */
  readonly isNew: boolean
}

export type Orders = {
  /**
   * Creates an order, once for each reference: the same call again resolves with
   * the same order. Throws `ShopError`: `invalid_request`, `reference_conflict`
   * (the reference has an order of another amount), `order_cancelled`.
   */
  create(order: NewOrder): Promise<CreatedShopOrder>
  /** Resolves with the order, its attempts, refunds and history; `undefined` when there is none. */
  find(name: OrderName): Promise<OrderDetails | undefined>
  /**
   * Changes an unpaid order; a pending charge is expired first. Throws
   * `ShopError`: `not_found`, `already_paid`, `order_cancelled`, `unconfirmed`.
   */
  update(change: OrderName & OrderChange): Promise<ShopOrder>
  /**
   * Cancels an unpaid order; a pending charge is expired first. Cancelling twice
   * is fine. Throws `ShopError`: `not_found`, `already_paid`, `unconfirmed`.
   */
  cancel(name: OrderName): Promise<ShopOrder>
}

export type OrdersDeps = CreateOrderDeps &
  ReconcileDeps & {
    readonly livemode: boolean
    readonly readHistory: (order: Order) => Promise<readonly HistoryEntry[]>
  }

export function createOrders(deps: OrdersDeps): Orders {
  return { create, find, update, cancel }

  async function create(input: NewOrder): Promise<CreatedShopOrder> {
    const { order, token, isNew } = await createOrder(deps, parseInput(newOrder, input))
    return { ...shopOrderOf(order), token, livemode: deps.livemode, isNew }
  }

  async function find(input: OrderName): Promise<OrderDetails | undefined> {
    const order = await findOrder(deps.store, parseInput(orderName, input))
    return order && detailsOf(order, await deps.readHistory(order), deps.clock.now())
  }

  async function update(input: OrderName & OrderChange): Promise<ShopOrder> {
    const { amount, description, metadata, ...name } = input
    const change = parseInput(orderChange, { amount, description, metadata })
    const order = await findOrder(deps.store, parseInput(orderName, name), 'required')
    if (change.amount !== undefined) checkAmount(change.amount, deps.limits)
    const { amount: amountSatang, ...texts } = change
    return shopOrderOf(await updateOrder(deps, order, { amountSatang, ...texts }))
  }

  async function cancel(input: OrderName): Promise<ShopOrder> {
    const order = await findOrder(deps.store, parseInput(orderName, input), 'required')
    return shopOrderOf(await cancelOrder(deps, order))
  }
}
