/** What every store of orders must do; the simulation's model of one is held to it too. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyCharge } from '../../checkout/order/apply-charge.ts'
import { testOrder } from '../../checkout/order/order.test-support.ts'
import { type Order, startAttempt } from '../../checkout/order/order.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import type { ChargeReading } from '../../checkout/provider.ts'
import type { Refund } from '../../checkout/refunds/refund.ts'

/** Opens the same database as often as it is called. */
export type OpenOrders = () => Promise<{ store: OrderStore; close(): Promise<void> }>

/** `newDatabase` makes one that is empty. */
export function orderStoreContract(name: string, newDatabase: () => Promise<OpenOrders>): void {
  describe(`order store on ${name}`, () => {
    let openOrders: OpenOrders
    let store: OrderStore
    let close: () => Promise<void>

    beforeEach(async () => {
      openOrders = await newDatabase()
      await open()
    })
    afterEach(() => close())

    async function open(): Promise<void> {
      const opened = await openOrders()
      store = opened.store
      close = opened.close
    }

    it('gives back an order as it was put in, also after a restart', async () => {
      await store.insertOrder(order)
      await close()
      await open()
      expect(await store.findOrder('ord_1')).toEqual(order)
    })

    it('knows nothing of other orders', async () => {
      expect(await store.findOrder('ord_1')).toBeUndefined()
      expect(await store.findOrderOf({ id: 'chrg_1', attemptId: 'att_1' })).toBeUndefined()
      expect(await store.findOrderOf({ id: 'chrg_1', attemptId: null })).toBeUndefined()
    })

    it('saves attempts, new and changed, and finds the order by attempt and by charge', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      expect(await store.findOrderOf({ id: 'chrg_1', attemptId: 'att_1' })).toEqual(started)
      const pending = await saved(started, applied(started, 'pending'))
      expect(await store.findOrderOf({ id: 'chrg_1', attemptId: null })).toEqual(pending)
      expect(pending.attempts).toMatchObject([{ state: 'pending', chargeId: 'chrg_1' }])
    })

    it('lets only one of two writers win', async () => {
      await store.insertOrder(order)
      const results = await Promise.all([
        store.saveOrder(order, startAttempt(order, first), triggered),
        store.saveOrder(order, startAttempt(order, { ...first, id: 'att_2' }), triggered),
      ])
      expect(results.filter((one) => one !== undefined)).toHaveLength(1)
      expect((await store.findOrder('ord_1'))?.attempts).toHaveLength(1)
    })

    it('does not hold two live attempts of one order, whatever the code does', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      const [attempt] = started.attempts
      if (attempt === undefined) throw new Error('no attempt')
      const second = { ...attempt, id: 'att_2' }
      await expect(
        store.saveOrder(started, { ...started, attempts: [attempt, second] }, triggered),
      ).rejects.toThrow(/unique/i)
    })

    it('keeps the method of an attempt, and where its QR code is', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, { ...first, method: null }))
      const [attempt] = started.attempts
      if (attempt === undefined) throw new Error('no attempt')
      const qr = { uri: 'https://api.omise.co/qr', filename: 'qrcode.svg' }
      const known = { ...attempt, method: 'truemoney_qr', qr }
      await saved(started, { ...started, attempts: [known] })
      expect(await store.findOrder('ord_1')).toMatchObject({ attempts: [known] })
    })

    it('writes nothing of a save that fails half-way', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      const [attempt] = started.attempts
      if (attempt === undefined) throw new Error('no attempt')
      const attempts = [
        { ...attempt, sourceId: 'src_changed' },
        { ...attempt, id: 'att_2' },
      ]
      await expect(store.saveOrder(started, { ...started, attempts }, triggered)).rejects.toThrow()
      expect(await store.findOrder('ord_1')).toEqual(started)
    })

    it('saves several orders at once, whether or not one of them breaks a rule', async () => {
      const orders = ['ord_1', 'ord_2', 'ord_3'].map((id) => testOrder({ id }))
      await Promise.all(orders.map((one) => store.insertOrder(one)))
      const saves = await Promise.allSettled(
        orders.map((one, nth) =>
          store.saveOrder(one, startAttempt(one, { ...first, id: `att_${nth}` }), triggered),
        ),
      )
      expect(saves.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
      const again = await Promise.allSettled([
        store.insertOrder(testOrder({ id: 'ord_4' })),
        store.insertOrder(testOrder({ id: 'ord_2', reference: 'SO-7' })),
        store.insertOrder(testOrder({ id: 'ord_5' })),
      ])
      expect(again.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      const found = await Promise.all([1, 2, 3, 4, 5].map((nth) => store.findOrder(`ord_${nth}`)))
      expect(found.map((one) => one?.version)).toEqual([1, 1, 1, 0, 0])
    })

    it('swaps the live attempt for the paid one in one save', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      const [attempt] = started.attempts
      if (attempt === undefined) throw new Error('no attempt')
      const gone = { ...started, attempts: [{ ...attempt, state: 'abandoned' as const }] }
      const abandoned = await saved(started, gone)
      const again = await saved(
        abandoned,
        startAttempt(abandoned, { ...first, id: 'att_2', now: 2 }),
      )
      const paid = await saved(again, applied(again, 'successful'))
      expect(paid.attempts).toMatchObject([{ state: 'successful' }, { state: 'superseded' }])
      expect(await store.findOrder('ord_1')).toEqual(paid)
    })

    it('lends what is due, the latest first, to one caller at a time, and again when the lease is over', async () => {
      for (const [id, dueAt] of [
        ['1', 30],
        ['2', 10],
        ['3', 20],
        ['4', 99],
      ] as const) {
        const one = testOrder({ id: `ord_${id}` })
        await store.insertOrder(one)
        const started = startAttempt(one, { ...first, id: `att_${id}` })
        await saved(one, { ...started, dueAt })
      }
      const lease = (now: number, limit: number) =>
        store
          .leaseDueOrders({ now, untilMs: now + 100, limit })
          .then((due) => due.map((one) => one.orderId).sort())
      expect(await lease(50, 2)).toEqual(['ord_1', 'ord_3'])
      expect(await lease(50, 9)).toEqual(['ord_2'])
      expect(await lease(60, 9)).toEqual([])
      expect(await lease(150, 9)).toEqual(['ord_1', 'ord_2', 'ord_3', 'ord_4'])
    })

    it('gives a lent order back for later, and counts how often it was lent', async () => {
      await store.insertOrder(order)
      const { dueAt } = await saved(order, startAttempt(order, first))
      const due = dueAt ?? 0
      const lease = (now: number) =>
        store.leaseDueOrders({ now, untilMs: due + 1_000, limit: 1 }).then(([one]) => one?.checks)
      expect(await lease(due)).toBe(0)
      await store.releaseOrder('ord_1', { untilMs: due + 1_000, dueAt: due + 20 })
      expect(await lease(due + 19)).toBeUndefined()
      expect(await lease(due + 20)).toBe(1)
    })

    it('lets an order that changed while it was lent say itself when it is due', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      await store.leaseDueOrders({ now: 99_999, untilMs: 999_999, limit: 1 })
      const pending = await saved(started, { ...applied(started, 'pending'), dueAt: 7 })
      await store.releaseOrder('ord_1', { untilMs: 999_999, dueAt: 99_999 })
      expect(await store.findOrder('ord_1')).toEqual(pending)
    })

    it('lends a new order at once however many old ones are due, and some of the oldest beside it', async () => {
      for (let nth = 0; nth < 60; nth += 1) {
        const id = `ord_old_${String(nth).padStart(2, '0')}`
        const old = testOrder({ id })
        await store.insertOrder(old)
        await saved(old, {
          ...startAttempt(old, { ...first, id: `att_${nth}` }),
          dueAt: 1_000 + nth,
        })
      }
      // Each was looked at before, and is due again.
      await store.leaseDueOrders({ now: 2_000, untilMs: 2_001, limit: 200 })
      const fresh = testOrder({ id: 'ord_new' })
      await store.insertOrder(fresh)
      await saved(fresh, { ...startAttempt(fresh, { ...first, id: 'att_new' }), dueAt: 1_030 })
      const lent = await store.leaseDueOrders({ now: 3_000, untilMs: 9_000, limit: 10 })
      const ids = lent.map(({ orderId }) => orderId)
      expect(ids).toHaveLength(10)
      expect(ids).toContain('ord_new')
      expect(ids).toEqual(expect.arrayContaining(['ord_old_00', 'ord_old_01', 'ord_old_02']))
    })

    it('gives one caller a pause a reading of Omise’s list, and tells the others how long to wait', async () => {
      const claim = (now: number) => store.claimListReading({ now, pauseMs: 100 })
      const claims = await Promise.all([claim(1_000), claim(1_000), claim(1_000)])
      expect(claims.toSorted((one, other) => one - other)).toEqual([0, 100, 100])
      expect(await claim(1_060)).toBe(40)
      expect(await claim(1_100)).toBe(0)
    })

    it('is not stopped by a reading that a clock far ahead has claimed', async () => {
      await store.claimListReading({ now: 9_000_000, pauseMs: 100 })
      expect(await store.claimListReading({ now: 1_000, pauseMs: 100 })).toBe(0)
    })

    it('leaves an order to its new borrower when the one before gives it back too late', async () => {
      await store.insertOrder(order)
      const { dueAt } = await saved(order, startAttempt(order, first))
      const due = dueAt ?? Number.NaN
      const lease = (now: number, untilMs: number) =>
        store.leaseDueOrders({ now, untilMs, limit: 1 })
      await lease(due, due + 10)
      expect(await lease(due + 10, due + 30)).toHaveLength(1)
      await store.releaseOrder('ord_1', { untilMs: due + 10, dueAt: due })
      expect(await lease(due + 20, due + 40)).toEqual([])
    })

    it('does not bring a settled order back by giving it back', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      await store.leaseDueOrders({ now: 99_999, untilMs: 100_000, limit: 1 })
      await saved(started, applied(started, 'failed'))
      await store.releaseOrder('ord_1', { untilMs: 100_000, dueAt: 70 })
      expect(await store.leaseDueOrders({ now: 99_999, untilMs: 999_999, limit: 1 })).toEqual([])
    })

    it('keeps refunds, new and changed', async () => {
      await store.insertOrder(order)
      const started = await saved(order, startAttempt(order, first))
      const paid = await saved(started, applied(started, 'successful'))
      const refund: Refund = {
        id: 'rfd_1',
        attemptId: 'att_1',
        state: 'creating',
        omiseId: null,
        amountSatang: 30_000,
        voided: true,
        reason: 'wrong size',
        refusal: null,
        createdAt: 9,
      }
      const asked = await saved(paid, { ...paid, refunds: [refund] })
      expect(await store.findOrder('ord_1')).toEqual(asked)
      const done: Refund = { ...refund, state: 'done', omiseId: 'rfnd_1' }
      const answered = await saved(asked, { ...asked, refunds: [done] })
      expect(await store.findOrder('ord_1')).toEqual(answered)
    })

    it('records the same event as often as it came', async () => {
      const event = {
        eventId: 'evnt_1',
        key: 'charge.complete',
        chargeId: null,
        outcome: 'ignored',
        receivedAt: 1,
      }
      await store.recordEvent(event)
      await expect(store.recordEvent(event)).resolves.toBeUndefined()
    })

    async function saved(before: Order, after: Order): Promise<Order> {
      const result = await store.saveOrder(before, after, triggered)
      if (result === undefined) throw new Error('somebody else was first')
      return result
    }
  })
}

const order = testOrder({ createdAt: 1_700_000_000_000, metadata: { branch: 'BKK', till: 3 } })

const triggered = { by: 'clock', at: 1 } as const
const first = { id: 'att_1', sourceId: 'src_1', method: 'truemoney', now: 1 }

function applied(before: Order, status: ChargeReading['status']): Order {
  const charge: ChargeReading = {
    id: 'chrg_1',
    status,
    amountSatang: 100_000,
    currency: 'THB',
    orderId: 'ord_1',
    attemptId: 'att_1',
    shopName: null,
    method: 'truemoney',
    phoneNumber: null,
    qr: null,
    authorizeUri: 'https://pay.omise.co/x',
    failureCode: null,
    failureMessage: null,
    createdAt: 0,
    paidAt: null,
    expiresAt: 1_700_600_000_000,
    refundedSatang: 0,
    isReversed: false,
    reversedAt: null,
    isDisputed: false,
  }
  const result = applyCharge(before, charge, 5)
  if (result.kind === 'foreign') throw new Error(result.reason)
  return result.order
}
