/**
 * The server killed at every step of the way: before and after each write and
 * each call, one after the other, until the work gets through unharmed. After
 * each death another process goes on with what is in the database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CreateChargeDeps } from '../checkout/charge-request.ts'
import { createCharge } from '../checkout/create-charge.ts'
import type { Order } from '../checkout/order/order.ts'
import { reconcileCharge } from '../checkout/reconcile.ts'
import { reconcileDue } from '../checkout/reconciler.ts'
import { createRefund } from '../checkout/refunds/create-refund.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const reconciler = { everyMs: 1, parallel: 10, perSecond: 1_000, leaseMs: 60_000 }
const minuteMs = 60_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})
afterEach(() => shop.close())

class Killed extends Error {
  override readonly name = 'Killed'
}

describe('a server killed at any step', { timeout: 30_000 }, () => {
  it('of charging leaves one charge, and the buyer can pay it', async () => {
    const deaths = await atEveryStep(async (deps) => {
      const order = await shop.newOrder()
      const source = await shop.newSource()
      const killed = await survive(async () =>
        createCharge(deps, {
          order: await storedOrder(order),
          source: { id: source },
          shownAmountSatang: 100_000,
          address: '203.0.113.1',
          returnUri: 'http://shop.test/',
        }),
      )
      await recover()
      const again = await shop.submit(order, await shop.newSource())
      expect(again.status).toBe(200)
      const charges = await chargesOf(order)
      expect(charges).toHaveLength(1)
      await shop.omise('POST', `/charges/${charges[0]?.id}/mark_as_paid`)
      expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
      return killed
    })
    // claim, call and answer at least, each before and after
    expect(deaths).toBeGreaterThanOrEqual(6)
  })

  it('of changing the phone number leaves one charge that can be paid', async () => {
    const deaths = await atEveryStep(async (deps) => {
      const order = await shop.newOrder()
      await shop.submit(order, await shop.newSource('0812345678'))
      const source = await shop.newSource('0898765432')
      const killed = await survive(async () =>
        createCharge(deps, {
          order: await storedOrder(order),
          source: { id: source },
          shownAmountSatang: undefined,
          address: '203.0.113.1',
          returnUri: 'http://shop.test/',
        }),
      )
      await recover()
      await shop.submit(order, await shop.newSource('0898765432'))
      const states = (await chargesOf(order)).map(({ status }) => status)
      expect(states.sort()).toEqual(['expired', 'pending'])
      return killed
    })
    expect(deaths).toBeGreaterThanOrEqual(12)
  })

  it('of hearing that a charge was paid leaves the order paid in the end', async () => {
    await atEveryStep(async (deps) => {
      const order = await shop.newOrder()
      await shop.submit(order, await shop.newSource())
      const [charge] = await chargesOf(order)
      await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
      const killed = await survive(() => reconcileCharge(deps, charge?.id ?? ''))
      await recover()
      const stored = await shop.checkout.store.findOrder(order.orderId)
      expect(stored).toMatchObject({ attempts: [{ state: 'successful' }], dueAt: null })
      return killed
    })
  })

  it('of giving back leaves at most one refund, and exactly one when it is asked for again', async () => {
    const deaths = await atEveryStep(async (deps) => {
      const order = await shop.newOrder()
      await shop.submit(order, await shop.newSource())
      const [charge] = await chargesOf(order)
      await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
      await shop.payment(order)
      const wanted = { orderId: order.orderId, amountSatang: 40_000, reason: null }
      const killed = await survive(() =>
        createRefund(deps, { ...wanted, refundId: `rfd_1_${order.orderId}` }),
      )
      await recover()
      const first = await createRefund(shop.checkout, {
        ...wanted,
        refundId: `rfd_1_${order.orderId}`,
      })
      if (first.kind === 'refused')
        await createRefund(shop.checkout, { ...wanted, refundId: `rfd_2_${order.orderId}` })
      const { body } = await shop.omise('GET', `/charges/${charge?.id}`)
      expect(body.refunded_amount).toBe(40_000)
      expect(await shop.payment(order)).toMatchObject({ refundedAmount: 40_000 })
      return killed
    })
    expect(deaths).toBeGreaterThanOrEqual(10)
  })
})

/** Runs the scenario with a server that dies at its first step, its second … until one survives. Answers how many died. */
async function atEveryStep(
  scenario: (deps: CreateChargeDeps) => Promise<boolean>,
): Promise<number> {
  for (let step = 1; step < 200; step += 1) {
    const killed = await scenario(mortal(step))
    if (!killed) return step - 1
  }
  throw new Error('Expected a server that gets through within 200 steps.')
}

/** Was it killed? */
async function survive(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}

/** Another process takes over: its reconciler looks until nothing is due any more. */
async function recover(): Promise<void> {
  for (let looks = 0; looks < 5; looks += 1) {
    shop.moveClock(2 * minuteMs)
    await shop.control('POST', '/clock', { advanceMs: 2 * minuteMs })
    await reconcileDue(shop.checkout, reconciler)
  }
}

async function storedOrder({ orderId }: { orderId: string }): Promise<Order> {
  const order = await shop.checkout.store.findOrder(orderId)
  if (order === undefined) throw new Error(`Expected ${orderId} in the store.`)
  return order
}

async function chargesOf({ orderId }: { orderId: string }) {
  return (await shop.charges()).filter(({ metadata }) => metadata.order_id === orderId)
}

/** The server's parts, dead from the given step on. A step lies before and after each use of a port. */
function mortal(lastStep: number): CreateChargeDeps {
  let steps = 0
  const step = () => {
    steps += 1
    if (steps >= lastStep) throw new Killed()
  }
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method = Reflect.get(target, name, receiver)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          step()
          const result = await Reflect.apply(method, target, args)
          step()
          return result
        }
      },
    })
  return {
    ...shop.checkout,
    store: wrap(shop.checkout.store),
    provider: wrap(shop.checkout.provider),
  }
}
