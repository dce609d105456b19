import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testAttempt, testOrder } from '../../checkout/order/order.test-support.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import { type Database, openDatabase } from '../database.ts'
import { engineNames } from '../database-url.ts'
import { migrate } from '../migrations.ts'
import { createOrderStore } from '../orders/order-store.ts'
import { startTestEngines } from '../test-support/test-engines.ts'
import { listChannels, removeChannel } from './channels.ts'
import { createOutbox, type Outbox } from './outbox.ts'

const engines = startTestEngines()
const lease = { channels: ['webhook'], now: 2_000, untilMs: 3_000, limit: 10 }

describe.each(engineNames)('removing a channel on %s', (engine) => {
  let url: string
  let database: Database
  let outbox: Outbox
  let store: OrderStore
  beforeEach(async () => {
    url = await engines[engine]()
    database = openDatabase(url)
    await migrate(database)
    outbox = createOutbox(database)
    store = createOrderStore(database)
    for (const name of ['handlers', 'webhook']) await outbox.registerChannel(name, 0)
  })
  afterEach(() => database.db.destroy())

  it('ends its open deliveries, and keeps events, other channels and what was taken', async () => {
    await pay('ord_1')
    const [first] = await outbox.leaseDeliveries(lease)
    if (first === undefined) throw new Error('nothing was leased')
    await outbox.endDelivery(first, { kind: 'taken' }, 2_100)
    await pay('ord_2')
    expect(await removeChannel(database, 'webhook', 2_200)).toEqual({
      kind: 'removed',
      openDeliveries: 1,
    })
    expect(await channelsOf('ord_1')).toEqual(['handlers waiting', 'webhook taken'])
    expect(await channelsOf('ord_2')).toEqual(['handlers waiting'])
    await pay('ord_3')
    expect(await channelsOf('ord_3')).toEqual(['handlers waiting'])
    expect(await listChannels(database)).toEqual([{ name: 'handlers', open: 3 }])
  })

  it('removes one once, of many calls at the same time', async () => {
    const other = openDatabase(url)
    const calls = [database, other, database, other].map((one) => removeChannel(one, 'webhook', 0))
    const kinds = (await Promise.all(calls)).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['removed', 'unknown', 'unknown', 'unknown'])
    await other.db.destroy()
  })

  it('names the channels that there are when it knows none of the name', async () => {
    expect(await removeChannel(database, 'email', 0)).toEqual({
      kind: 'unknown',
      known: [
        { name: 'handlers', open: 0 },
        { name: 'webhook', open: 0 },
      ],
    })
  })

  it('leaves alone a channel that a server is delivering through, until its lease is over', async () => {
    await pay('ord_1')
    await outbox.leaseDeliveries(lease)
    expect(await removeChannel(database, 'webhook', 2_999)).toEqual({ kind: 'in_use' })
    expect(await channelsOf('ord_1')).toEqual(['handlers waiting', 'webhook waiting'])
    expect(await removeChannel(database, 'webhook', 3_000)).toMatchObject({ kind: 'removed' })
  })

  it('leaves no delivery behind, whatever is written or delivered again at the same time', async () => {
    await pay('ord_0')
    const event = (await outbox.readEvents({ after: 0, limit: 1 })).events[0]
    const other = openDatabase(url)
    await Promise.all([
      ...Array.from({ length: 10 }, (_, nth) => pay(`ord_${nth + 1}`)),
      outbox.deliverAgain(event?.id ?? '', 1_500),
      removeChannel(other, 'webhook', 0),
      ...Array.from({ length: 10 }, (_, nth) => pay(`ord_${nth + 11}`)),
      outbox.deliverAgain(event?.id ?? '', 1_500),
    ])
    expect(await outbox.leaseDeliveries(lease)).toEqual([])
    await other.db.destroy()
  })

  it('registers it again for a server that starts with it, for events from then on', async () => {
    await removeChannel(database, 'webhook', 0)
    await pay('ord_1')
    await outbox.registerChannel('webhook', 1_500)
    await pay('ord_2')
    const leased = await outbox.leaseDeliveries(lease)
    expect(leased.map(({ event }) => event.order.orderId)).toEqual(['ord_2'])
  })

  async function pay(id: string): Promise<void> {
    const order = testOrder({ id })
    await store.insertOrder(order)
    const attempt = testAttempt({
      id: `att_${id}`,
      state: 'successful',
      chargeId: `chrg_${id}`,
      paidAt: 1,
    })
    await store.saveOrder(order, { ...order, attempts: [attempt] }, { by: 'webhook', at: 1_000 })
  }

  async function channelsOf(orderId: string): Promise<readonly string[]> {
    const events = await outbox.eventsOf(orderId)
    return events
      .flatMap(({ deliveries }) => deliveries.map(({ channel, state }) => `${channel} ${state}`))
      .toSorted()
  }
})
