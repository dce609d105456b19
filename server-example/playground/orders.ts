/** Orders of any amount: the playground is the shop here, and says what its one thing costs. */
import { randomBytes } from 'node:crypto'
import type { Order } from '../../widget/contract.ts'
import type { Orders } from '../shop/orders.ts'

export type PlaygroundOrders = ReturnType<typeof createPlaygroundOrders>

/** Remembered as the playground's; the oldest are forgotten past these. */
const mostRemembered = 1_000

/** `orders` returns those of the server as it runs now: it is another one after a restart. */
export function createPlaygroundOrders(orders: () => Orders) {
  const ours = new Set<string>()

  return {
    /** Throws a `ShopError` where the amount is not within the server's limits. */
    async make(amountSatang: number): Promise<Order> {
      const reference = `PLAY-${randomBytes(4).toString('hex').toUpperCase()}`
      const order = await orders().create({ reference, amount: amountSatang })
      ours.add(order.orderId)
      const [oldest] = ours
      if (ours.size > mostRemembered && oldest !== undefined) ours.delete(oldest)
      const { orderId, token, amount, currency } = order
      return { orderId, token, reference, amount, currency }
    },
    isOurs: (orderId: string): boolean => ours.has(orderId),
  }
}
