import type { ModelDatabase } from './model-data.ts'
import { createModelOrders } from './model-orders.ts'
import { createModelOutbox, endLeased } from './model-outbox.ts'
import type { LocalStorage } from './remote-storage.ts'

/** The whole storage over the model of the database. */
export function createModelStorage(data: ModelDatabase): LocalStorage {
  return {
    orders: createModelOrders(data),
    outbox: createModelOutbox(data),
    async commitDelivery(delivery, now, writes, result) {
      if (!endLeased(data, delivery, result, now)) return false
      for (const write of writes) write()
      return true
    },
  }
}
