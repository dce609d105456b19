import type { Order } from '../checkout/order.ts'
import type { OrderStore } from '../checkout/ports.ts'
import type { Metrics } from './metrics.ts'

/**
 * The same store, with what passes through it counted. A save either wins or
 * changes nothing, so a change is counted once however many processes race.
 */
export function measuredStore(store: OrderStore, metrics: Metrics): OrderStore {
  return {
    ...store,
    async saveOrder(before, after) {
      const saved = await store.saveOrder(before, after)
      if (saved !== undefined) countChanges(before, saved)
      return saved
    },
    async recordEvent(event) {
      await store.recordEvent(event)
      metrics.webhook(event.outcome)
    },
  }

  function countChanges(before: Order, after: Order): void {
    for (const { id, state } of after.attempts)
      if (before.attempts.find((one) => one.id === id)?.state !== state) metrics.charge(state)
    for (const { id, state, voided } of after.refunds)
      if (before.refunds.find((one) => one.id === id)?.state !== state)
        metrics.refund(voided ? 'void' : 'refund', state)
  }
}
