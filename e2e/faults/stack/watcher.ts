/** Looks into the store while the schedule runs: what an order says between two looks of a buyer counts too. */
import { orderStateOf } from '../../../server-example/checkout/order/order-state.ts'
import type { Clock, OrderStore } from '../../../server-example/checkout/ports.ts'
import type { Seen } from '../books/told.ts'

export type Watcher = {
  /** Looks at an order now. */
  look(orderId: string): void
  seen(): readonly Seen[]
  /** Resolves when no look is under way. */
  idle(): Promise<void>
}

export function createWatcher(clock: Clock, store: OrderStore): Watcher {
  const seen: Seen[] = []
  const looking = new Set<Promise<void>>()
  return {
    look(orderId) {
      const look = lookAt(orderId).finally(() => looking.delete(look))
      looking.add(look)
    },
    seen: () => seen,
    async idle() {
      await Promise.all(looking)
    },
  }

  async function lookAt(orderId: string): Promise<void> {
    const askedAt = clock.now()
    const order = await store.findOrder(orderId)
    if (order === undefined) return
    const isPaid = !['unpaid', 'pending'].includes(orderStateOf(order))
    seen.push({ orderId, askedAt, toldAt: clock.now(), isPaid })
  }
}
