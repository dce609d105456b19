import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'
import type { ReconcileDeps } from './ports.ts'
import type { PaymentProvider } from './provider.ts'
import { reconcileAttempt } from './reconcile.ts'
import { reconcileRefunds } from './refunds/reconcile-refunds.ts'
import { settle } from './settle.ts'

const merchantToken = 'the-merchant-token-of-this-test-shop'
const graceMs = 60_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
})
afterEach(() => shop.close())

describe('an answer of Omise that took long', () => {
  it('gives no attempt up whose grace period was not over when it was asked for', async () => {
    const { orderId } = await unansweredSubmit()
    shop.moveClock(graceMs - 5_000)
    await lookAtAttempt(orderId, slowly(20_000))
    expect(await storedOrder(orderId)).toMatchObject({ attempts: [{ state: 'creating' }] })
    await lookAtAttempt(orderId, shop.checkout)
    expect(await storedOrder(orderId)).toMatchObject({ attempts: [{ state: 'abandoned' }] })
  })

  it('gives no refund up whose grace period was not over when it was asked for', async () => {
    const { orderId } = await unansweredRefund()
    shop.moveClock(graceMs - 5_000)
    await reconcileRefunds(slowly(20_000), await storedOrder(orderId))
    expect(await storedOrder(orderId)).toMatchObject({ refunds: [{ state: 'creating' }] })
    await reconcileRefunds(shop.checkout, await storedOrder(orderId))
    expect(await storedOrder(orderId)).toMatchObject({ refunds: [{ state: 'abandoned' }] })
  })
})

describe('a charge that is settled with an order as somebody knows it', () => {
  it('is settled with the order as it is, when it was saved meanwhile', async () => {
    const { orderId } = await submitted(await shop.newOrder())
    const known = await storedOrder(orderId)
    const [made] = await shop.charges()
    const late = await shop.checkout.provider.getCharge(made?.id ?? '')
    await shop.omise('POST', `/charges/${made?.id}/mark_as_paid`)
    await lookAtAttempt(orderId, shop.checkout)
    const settled = await settle(shop.checkout, { ...late, status: 'expired' }, known)
    expect(settled).toMatchObject({ kind: 'applied', attempt: { state: 'successful' } })
    expect(await storedOrder(orderId)).toMatchObject({ attempts: [{ state: 'successful' }] })
  })
})

/** The same provider, but time passes while its lists are on their way. */
function slowly(ms: number): ReconcileDeps {
  const { provider, findCharge } = shop.checkout
  const slow: PaymentProvider = {
    ...provider,
    async listRefunds(chargeId) {
      const found = await provider.listRefunds(chargeId)
      shop.moveClock(ms)
      return found
    },
  }
  return {
    ...shop.checkout,
    provider: slow,
    async findCharge(wanted) {
      const found = await findCharge(wanted)
      shop.moveClock(ms)
      return found
    },
  }
}

async function submitted(order: { orderId: string; token: string }) {
  await shop.submit(order, await shop.newSource())
  return order
}

async function unansweredSubmit(): Promise<{ orderId: string }> {
  const order = await shop.newOrder()
  await loseNext('POST', '/charges')
  await shop.submit(order, await shop.newSource())
  return order
}

async function unansweredRefund(): Promise<{ orderId: string }> {
  const order = await shop.newOrder()
  await shop.submit(order, await shop.newSource())
  const [charge] = await shop.charges()
  await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
  await shop.payment(order)
  await loseNext('POST', '/charges/*/refunds')
  await shop.call('POST', `/api/orders/${order.orderId}/refunds`, {
    token: merchantToken,
    body: {},
  })
  return order
}

function loseNext(method: string, path: string): Promise<unknown> {
  return shop.control('POST', '/faults', {
    match: { method, path },
    fault: { kind: 'reset-before' },
  })
}

async function lookAtAttempt(orderId: string, deps: ReconcileDeps): Promise<void> {
  const order = await storedOrder(orderId)
  const attempt = order.attempts[0]
  if (attempt === undefined) throw new Error('Expected an attempt.')
  await reconcileAttempt(deps, order, attempt)
}

async function storedOrder(orderId: string) {
  const order = await shop.checkout.store.findOrder(orderId)
  if (order === undefined) throw new Error('Expected the order in the store.')
  return order
}
