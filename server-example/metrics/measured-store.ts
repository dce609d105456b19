import { type Change, changesBetween } from '../checkout/order/changes.ts'
import type { OrderStore } from '../checkout/ports.ts'
import type { Metrics } from './metrics.ts'

/**
 * Returns the store with its changes counted. A save either succeeds or changes
 * nothing, so that a change is counted once however many processes compete.
 */
export function measuredStore(store: OrderStore, metrics: Metrics): OrderStore {
  return {
    ...store,
    async saveOrder(before, after, triggered) {
      const saved = await store.saveOrder(before, after, triggered)
      if (saved !== undefined) changesBetween(before, saved).forEach(count)
      return saved
    },
  }

  function count(change: Change): void {
    if (change.subject === 'attempt') metrics.charge(change.state)
    else metrics.refund(change.voided ? 'void' : 'refund', change.state)
  }
}
