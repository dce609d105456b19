import { expect, it } from 'vitest'
import { testAttempt, testOrder } from '../../checkout/order/order.test-support.ts'
import { openDatabase } from '../database.ts'
import { engineNames } from '../database-url.ts'
import { migrate } from '../migrations.ts'
import { createOrderStore } from '../orders/order-store.ts'
import { startTestEngines } from '../test-support/test-engines.ts'
import { outboxContract } from './outbox.contract.ts'
import { createOutbox } from './outbox.ts'
import { insertEvents } from './outbox-rows.ts'

const engines = startTestEngines()

for (const engine of engineNames)
  outboxContract(engine, async () => {
    const url = await engines[engine]()
    return () => openOutbox(url)
  })

async function openOutbox(url: string) {
  const database = openDatabase(url)
  await migrate(database)
  const store = createOrderStore(database)
  return { database, store, outbox: createOutbox(database), close: () => database.db.destroy() }
}

it('PostgreSQL shows no later event before an earlier one that is not committed yet', async () => {
  const { database, store, outbox, close } = await openOutbox(await engines.PostgreSQL())
  const paid = async (id: string) => {
    const order = testOrder({ id })
    await store.insertOrder(order)
    const charge = { id: `att_${id}`, chargeId: `chrg_${id}`, paidAt: 1 }
    const attempts = [testAttempt({ ...charge, state: 'successful' })]
    return () => store.saveOrder(order, { ...order, attempts }, { by: 'webhook', at: 1_000 })
  }
  await (await paid('ord_1'))()
  const template = (await outbox.readEvents({ after: 0, limit: 1 })).events[0]
  if (template === undefined) throw new Error('no event')
  const payLater = await paid('ord_2')
  const started = Promise.withResolvers<void>()
  const commit = Promise.withResolvers<void>()
  const slow = database.db.transaction().execute(async (transaction) => {
    const event = { ...template, id: 'evt_slow', sequence: 2 }
    await insertEvents(transaction, 'ord_1', [event], 1_000)
    started.resolve()
    await commit.promise
  })
  await started.promise
  const fast = payLater()
  const page = await outbox.readEvents({ after: 1, limit: 10 })
  expect(page.events).toEqual([])
  commit.resolve()
  await Promise.all([slow, fast])
  const { events } = await outbox.readEvents({ after: page.next, limit: 10 })
  expect(events.map(({ order: { orderId } }) => orderId)).toEqual(['ord_1', 'ord_2'])
  await close()
})
