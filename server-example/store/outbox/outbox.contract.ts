/** What every outbox must do; the simulation's model of one is held to it too. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testAttempt, testOrder } from '../../checkout/order/order.test-support.ts'
import type { Order } from '../../checkout/order/order.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import type { Outbox } from './outbox.ts'

/** Opens the same database as often as it is called. */
export type OpenOutbox = () => Promise<{
  readonly store: OrderStore
  readonly outbox: Outbox
  close(): Promise<void>
}>

const triggered = { by: 'webhook', at: 1_000 } as const
const lease = { channels: ['webhook'], now: 2_000, untilMs: 3_000, limit: 10 }

/** `newDatabase` makes one that is empty. */
export function outboxContract(name: string, newDatabase: () => Promise<OpenOutbox>): void {
  describe(`the outbox on ${name}`, () => {
    let openOutbox: OpenOutbox
    let store: OrderStore
    let outbox: Outbox
    let close: () => Promise<void>

    beforeEach(async () => {
      openOutbox = await newDatabase()
      const opened = await openOutbox()
      store = opened.store
      outbox = opened.outbox
      close = opened.close
      await outbox.registerChannel('webhook', 0)
    })
    afterEach(() => close())

    it('holds the event of a change, and none of a change that lost against another', async () => {
      const order = await newOrder('ord_1')
      const saves = await Promise.all([paid(order), paid(order)])
      expect(saves.filter((one) => one !== undefined)).toMatchObject([{ eventCount: 1 }])
      expect(await typesOf()).toEqual(['order.paid'])
      expect(await store.findOrder('ord_1')).toMatchObject({ eventCount: 1 })
    })

    it('holds nothing of a change that was rolled back', async () => {
      const order = await newOrder('ord_1')
      const twin = testAttempt({ id: 'att_2', state: 'pending', chargeId: 'chrg_1' })
      const attempts = [testAttempt({ state: 'failed', chargeId: 'chrg_1' }), twin]
      await expect(store.saveOrder(order, { ...order, attempts }, triggered)).rejects.toThrow()
      expect(await typesOf()).toEqual([])
    })

    it('lends an order’s events one after the other, and those of other orders beside them', async () => {
      await failedThenPaid('ord_1')
      await failedThenPaid('ord_2')
      const leased = await outbox.leaseDeliveries(lease)
      expect(leased.map(({ event }) => [event.order.orderId, event.type])).toEqual([
        ['ord_1', 'order.payment_failed'],
        ['ord_2', 'order.payment_failed'],
      ])
      expect(await outbox.leaseDeliveries(lease)).toEqual([])
      for (const one of leased)
        expect(await outbox.endDelivery(one, { kind: 'taken' }, 2_100)).toBe(true)
      const more = await outbox.leaseDeliveries(lease)
      expect(more.map(({ event }) => event.type)).toEqual(['order.paid', 'order.paid'])
    })

    it('lends each delivery to one of many who ask at once', async () => {
      for (let nth = 0; nth < 10; nth += 1) await paid(await newOrder(`ord_${nth}`))
      const other = await openOutbox()
      const asked = await Promise.all(
        [outbox, other.outbox, outbox, other.outbox].map((one) =>
          one.leaseDeliveries({ ...lease, limit: 4 }),
        ),
      )
      const positions = asked.flat().map(({ position }) => position)
      expect(new Set(positions).size).toBe(positions.length)
      await other.close()
    })

    it('lends a dead process’s delivery again, and takes no end from the dead', async () => {
      await paid(await newOrder('ord_1'))
      const [dead] = await outbox.leaseDeliveries(lease)
      const [taken] = await outbox.leaseDeliveries({ ...lease, now: 3_000, untilMs: 4_000 })
      expect(taken?.position).toBe(dead?.position)
      expect(taken?.tries).toBe(1)
      if (dead === undefined || taken === undefined) throw new Error('nothing was lent')
      expect(await outbox.endDelivery(dead, { kind: 'taken' }, 3_100)).toBe(false)
      expect(await outbox.endDelivery(taken, { kind: 'taken' }, 3_200)).toBe(true)
    })

    it('tries a failed delivery later, and parks it after three days without blocking the next', async () => {
      await failedThenPaid('ord_1')
      const [first] = await outbox.leaseDeliveries(lease)
      if (first === undefined) throw new Error('nothing was lent')
      await outbox.endDelivery(first, { kind: 'failed', error: 'no' }, 2_000)
      expect(await outbox.leaseDeliveries({ ...lease, now: 6_999, untilMs: 9_000 })).toEqual([])
      expect(await outbox.listUndelivered(10)).toMatchObject([
        { state: 'waiting', tries: 1, lastError: 'no', dueAt: 7_000 },
      ])
      const later = { ...lease, now: 3 * 86_400_000, untilMs: 3 * 86_400_000 + 1 }
      const [again] = await outbox.leaseDeliveries(later)
      if (again === undefined) throw new Error('nothing was lent')
      await outbox.endDelivery(again, { kind: 'failed', error: 'still no' }, later.now)
      expect(await outbox.readBacklog()).toEqual({ oldestWaitingAt: 1_000, parked: 1 })
      const [next] = await outbox.leaseDeliveries(later)
      expect(next?.event.type).toBe('order.paid')
    })

    it('parks what the receiver refuses at once, until it is asked for again', async () => {
      await paid(await newOrder('ord_1'))
      const [one] = await outbox.leaseDeliveries(lease)
      if (one === undefined) throw new Error('nothing was lent')
      await outbox.endDelivery(one, { kind: 'refused', error: 'HTTP 410' }, 2_000)
      const later = { ...lease, now: 10_000, untilMs: 20_000 }
      expect(await outbox.leaseDeliveries(later)).toEqual([])
      expect(await outbox.deliverAgain(one.event.id, 10_000)).toBe(true)
      expect(await outbox.leaseDeliveries(later)).toMatchObject([{ event: { id: one.event.id } }])
      expect(await outbox.deliverAgain('evt_none', 10_000)).toBe(false)
    })

    it('reads by cursor every event once, also while others write', async () => {
      const orders = await Promise.all(
        Array.from({ length: 30 }, (_, nth) => newOrder(`ord_${String(nth).padStart(2, '0')}`)),
      )
      const writing = Promise.all(orders.map(paid))
      const seen: string[] = []
      let after = 0
      while (seen.length < orders.length) {
        const page = await outbox.readEvents({ after, limit: 4 })
        seen.push(...page.events.map(({ order }) => order.orderId))
        after = page.next
        await new Promise(setImmediate)
      }
      await writing
      expect(seen.toSorted()).toEqual(orders.map(({ id }) => id))
      expect((await outbox.readEvents({ after, limit: 4 })).events).toEqual([])
    })

    async function newOrder(id: string): Promise<Order> {
      const order = testOrder({ id })
      await store.insertOrder(order)
      return order
    }

    function paid(order: Order): Promise<Order | undefined> {
      const attempt = testAttempt({
        id: `att_${order.id}`,
        state: 'successful',
        chargeId: `chrg_${order.id}`,
        paidAt: 1,
      })
      return store.saveOrder(order, { ...order, attempts: [...order.attempts, attempt] }, triggered)
    }

    async function failedThenPaid(id: string): Promise<void> {
      const order = await newOrder(id)
      const failed = testAttempt({ id: `att_f_${id}`, state: 'failed', chargeId: `chrg_f_${id}` })
      const saved = await store.saveOrder(order, { ...order, attempts: [failed] }, triggered)
      if (saved === undefined) throw new Error('somebody else was first')
      await paid(saved)
    }

    async function typesOf(): Promise<readonly string[]> {
      return (await outbox.readEvents({ after: 0, limit: 10 })).events.map(({ type }) => type)
    }
  })
}
