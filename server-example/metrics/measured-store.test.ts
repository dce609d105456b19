import { afterEach, beforeEach, expect, it } from 'vitest'
import { testOrder } from '../checkout/order/order.test-support.ts'
import { startAttempt } from '../checkout/order/order.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrations.ts'
import { readOpenWork } from '../store/orders/open-work.ts'
import { createOrderStore } from '../store/orders/order-store.ts'
import { measuredStore } from './measured-store.ts'
import { createMetrics } from './metrics.ts'

let database: Database
beforeEach(async () => {
  database = openDatabase('sqlite::memory:')
  await migrate(database)
})
afterEach(() => database.db.destroy())

it('counts a change once when two writers race for it', async () => {
  const metrics = createMetrics({
    readOpenWork: () => readOpenWork(database, 0),
    readBacklog: async () => ({ oldestWaitingAt: null, parked: 0 }),
    now: () => 0,
  })
  const store = measuredStore(createOrderStore(database), metrics)
  await store.insertOrder(order)
  const saves = ['att_1', 'att_2'].map((id) =>
    store.saveOrder(
      order,
      startAttempt(order, { id, sourceId: null, method: 'truemoney', now: 0 }),
      {
        by: 'answer',
        at: 0,
      },
    ),
  )
  expect((await Promise.all(saves)).filter((one) => one !== undefined)).toHaveLength(1)
  expect(await metrics.text()).toContain('checkout_charges_total{outcome="creating"} 1')
})

it('says that the database is down instead of old figures', async () => {
  const broken = async () => Promise.reject(new Error('no database'))
  const metrics = createMetrics({ readOpenWork: broken, readBacklog: broken, now: () => 0 })
  const text = await metrics.text()
  expect(text).toContain('checkout_database_up 0')
  expect(text).not.toMatch(/^checkout_(unresolved|reconciler_lag_seconds)\S* \d/m)
})

const order = testOrder()
