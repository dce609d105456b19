import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standardPerAddress } from '../limits/limit-rules.ts'
import { createRateLimiter } from '../limits/rate-limiter.ts'
import { openDatabase } from '../store/database.ts'
import { shopRequest } from './support/shop-request.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
})
afterEach(() => shop.close())

describe('rate limits', () => {
  const one = { charges: 1, payments: 1, refunds: 1, merchant: 1, webhooks: 1 }

  it.each([
    ['POST', '/api/orders/ord_1/charge', 401],
    ['GET', '/api/orders/ord_1/payment', 401],
    ['POST', '/api/orders/ord_1/refunds', 401],
    ['GET', '/api/merchant/orders', 401],
  ])('refuse the second %s %s of an address within a minute', async (method, path, first) => {
    await reopen({ limiter: limiterOf(one) })
    const headers = { 'content-type': 'application/json' }
    const body = { source: 'src_1' }
    const send = (remoteAddress: string) =>
      shop.app.fetch(shopRequest(method, path, headers, method === 'GET' ? undefined : body), {
        remoteAddress,
      })
    expect((await send('203.0.113.1')).status).toBe(first)
    const refused = await send('203.0.113.1')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
    expect((await send('203.0.113.2')).status).toBe(first)
  })

  it('stop deliveries that nobody has signed, which leave nothing in the database', async () => {
    await reopen({ limiter: limiterOf(one), webhookVerification: { mode: 'reread-only' } })
    const event = { id: 'evnt_1', key: 'transfer.pay', data: { object: 'transfer', id: 'trsf_1' } }
    const deliver = async () => (await shop.deliver(event, { signature: undefined })).status
    expect([await deliver(), await deliver()]).toEqual([200, 429])
    expect(await shop.database.db.selectFrom('webhook_events').selectAll().execute()).toEqual([])
  })

  it('believe a forwarded address only of a proxy that is trusted', async () => {
    const asked = async (forwardedFor: string) => {
      const headers = { 'x-forwarded-for': forwardedFor }
      const response = await shop.app.fetch(
        shopRequest('GET', '/api/orders/ord_1/payment', headers),
        {
          remoteAddress: '10.0.0.9',
        },
      )
      return response.status
    }
    await reopen({ limiter: limiterOf(one) })
    expect([await asked('203.0.113.1'), await asked('203.0.113.2')]).toEqual([401, 429])
    await reopen({ limiter: limiterOf(one), trustedProxies: 1 })
    expect([await asked('203.0.113.1'), await asked('203.0.113.2')]).toEqual([401, 401])
    expect(await asked('198.51.100.1, 203.0.113.2')).toBe(429)
  })

  it('count for an order only what bears its token', async () => {
    await reopen({ limiter: limiterOf(standardPerAddress) })
    const order = await shop.newOrder()
    const path = `/api/orders/${order.orderId}/charge`
    const charge = (token: string, from: number) =>
      shop.app.fetch(
        shopRequest(
          'POST',
          path,
          { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          { source: 'src_1', amount: 1 },
        ),
        { remoteAddress: `203.0.113.${from}` },
      )
    for (let i = 0; i < 100; i++) expect((await charge('wrong', i % 50)).status).toBe(401)
    const statuses: number[] = []
    for (let i = 0; i < 61; i++) statuses.push((await charge(order.token, i % 50)).status)
    expect(statuses.slice(0, 60).every((status) => status === 409)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
  })

  it('count a signed webhook only when its charge is not known', async () => {
    await reopen({ limiter: limiterOf(one) })
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    const deliver = (id: string | undefined) =>
      shop.deliver({ id: 'evnt_1', key: 'charge.complete', data: { object: 'charge', id } })
    for (let i = 0; i < 3; i++) expect((await deliver(charge?.id)).status).toBe(200)
    expect((await deliver('chrg_test_nobody')).body).toEqual({ outcome: 'unknown charge' })
    expect((await deliver('chrg_test_nobody')).status).toBe(429)
    expect((await deliver(charge?.id)).status).toBe(200)
  })

  it('count every webhook when nothing is signed, before Omise is asked', async () => {
    await shop.close()
    shop = await openTestShop({
      webhookVerification: { mode: 'reread-only' },
      limiter: limiterOf(one),
    })
    const event = {
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: 'chrg_test_1' },
    }
    expect((await shop.deliver(event)).status).toBe(200)
    expect(await shop.deliver(event)).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    })
    expect(await omiseRequests('/charges/chrg_test_1')).toBe(1)
  })

  async function omiseRequests(path: string): Promise<number> {
    const { requests } = await shop.control('GET', '/requests')
    return requests.filter((one: { path: string }) => one.path === path).length
  }
})

function limiterOf(perAddress: Parameters<typeof createRateLimiter>[0]) {
  return createRateLimiter(perAddress, openDatabase('sqlite::memory:'))
}

async function reopen(different: Parameters<typeof openTestShop>[0]): Promise<void> {
  await shop.close()
  shop = await openTestShop({ merchantToken, ...different })
}
