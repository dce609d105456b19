import { orderStoreContract } from '../../../server-example/store/orders/order-store.contract.ts'
import { outboxContract } from '../../../server-example/store/outbox/outbox.contract.ts'
import { createModelDatabase } from './model-data.ts'
import { createModelOrders } from './model-orders.ts'
import { createModelOutbox } from './model-outbox.ts'

const newDatabase = async () => {
  const data = createModelDatabase()
  return async () => ({
    store: createModelOrders(data),
    outbox: createModelOutbox(data),
    close: async () => {},
  })
}

orderStoreContract('the model of the simulation', newDatabase)
outboxContract('the model of the simulation', newDatabase)
