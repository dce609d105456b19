/** Orders of any amount: the playground is the shop here, and says what its one thing costs. */

import type { Order } from '../../widget/contract.ts'
import { createOrder, type Limits } from '../checkout/create-order.ts'
import { systemClock } from '../clock.ts'
import { HttpProblem } from '../http/problem.ts'
import { randomIds } from '../ids.ts'
import { openDatabase } from '../store/database.ts'
import { createOrderStore } from '../store/order-store.ts'

export type PlaygroundOrders = ReturnType<typeof openPlaygroundOrders>

/** Remembered as the playground's; the oldest are forgotten past these. */
const mostRemembered = 1_000

/** Works in the server's own database, by a connection of its own. */
export function openPlaygroundOrders(options: { databaseUrl: string; limits: Limits }) {
  const { db, engine } = openDatabase(options.databaseUrl)
  const store = createOrderStore({ db, engine })
  const ours = new Set<string>()

  return {
    /** Throws an `HttpProblem` where the amount is not within the server's limits. */
    async make(amountSatang: number): Promise<Order> {
      const shop = {
        store,
        clock: systemClock,
        ids: randomIds,
        limits: options.limits,
        priceSatang: () => amountSatang,
      }
      const result = await createOrder(shop, [{ sku: 'playground', quantity: 1 }])
      if (result.kind === 'invalid') throw new HttpProblem('invalid_request', result.detail)
      const { order, token } = result
      ours.add(order.id)
      const [oldest] = ours
      if (ours.size > mostRemembered && oldest !== undefined) ours.delete(oldest)
      return { orderId: order.id, token, amount: order.amountSatang, currency: 'THB' }
    },
    isOurs: (orderId: string): boolean => ours.has(orderId),
    close: (): Promise<void> => db.destroy(),
  }
}
