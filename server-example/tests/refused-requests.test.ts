import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
})
afterEach(() => shop.close())

describe('requests that are not what the contract says', () => {
  it.each([
    ['an order', '/api/merchant/orders', { reference: 'SO-1', amount: 10_000, coupon: 'x' }],
    ['a charge', '/charge', { source: 'src_1', returnUri: 'https://evil.example' }],
    ['a charge with two sources', '/charge', { source: 'src_1', phoneNumber: '0812345678' }],
    ['a refund', '/refunds', { amount: 1, to: 'somebody else' }],
    ['a refund of half a satang', '/refunds', { amount: 0.5 }],
    ['a refund with a reason of two lines', '/refunds', { reason: 'a\nb' }],
    ['a refund with a reason that ends early', '/refunds', { reason: 'a\u0000b' }],
  ])('are refused: %s', async (_what, path, body) => {
    const order = await shop.newOrder()
    const address = path.startsWith('/api') ? path : `/api/orders/${order.orderId}${path}`
    const token = path.startsWith('/charge') ? order.token : merchantToken
    expect(await shop.call('POST', address, { token, body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  })

  it.each(['../charges', 'src_test_1/../..', 'src_\u0000', 'tokn_test_1', 'src_'])(
    'never reach Omise or the store with the source %j',
    async (source) => {
      const order = await shop.newOrder()
      expect(await shop.submit(order, source)).toMatchObject({ status: 400 })
      expect((await shop.checkout.store.findOrder(order.orderId))?.attempts).toEqual([])
    },
  )

  it('are refused when their body breaks off, which is no failure of ours', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{"amount":'))
      },
      pull(controller) {
        controller.error(new Error('the line was cut'))
      },
    })
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${merchantToken}`,
    }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const response = await shop.app.fetch(new Request('http://shop.test/api/merchant/orders', init))
    expect(response.status).toBe(400)
    expect(shop.log.map(({ level }) => level)).toEqual(['info'])
  })

  it('are refused when the idempotency key is empty, for every refund would be the same', async () => {
    const order = await shop.newOrder()
    const path = `/api/orders/${order.orderId}/refunds`
    expect(
      await shop.call('POST', path, { token: merchantToken, body: {}, key: ' ' }),
    ).toMatchObject({ status: 400 })
  })
})
