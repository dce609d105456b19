import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'
import { createShop } from './shop.ts'

let server: TestShop
let ask: (request: Request) => Promise<Response>
beforeEach(async () => {
  server = await openTestShop()
  const around = createShop({
    publicUrl: 'http://shop.test',
    orders: async () => server.app.orders,
  })
  ask = around((request: Request) => server.app.fetch(request))
})
afterEach(() => server.close())

describe('the demo shop', () => {
  it('makes an order of a cart, at the prices of its catalogue', async () => {
    const response = await order({
      items: [
        { sku: 'tea', quantity: 3 },
        { sku: 'layer-cake', quantity: 1 },
      ],
    })
    expect(response.status).toBe(201)
    const made = await response.json()
    expect(made).toEqual({
      orderId: expect.stringMatching(/^ord_/),
      reference: expect.stringMatching(/^YT-/),
      token: expect.stringMatching(/^[\w-]{43}$/),
      amount: 39_500,
      currency: 'THB',
      livemode: false,
    })
    const found = await server.app.orders.find({ reference: made.reference })
    expect(found).toMatchObject({
      description: '3 × Lemongrass pandan tea, 1 × Pandan layer cake',
      metadata: { pieces: 4 },
    })
  })

  it.each([
    ['nothing', {}],
    ['no items', { items: [] }],
    ['an unknown sku', { items: [{ sku: 'gold', quantity: 1 }] }],
    ['half a piece', { items: [{ sku: 'tea', quantity: 0.5 }] }],
    ['less than nothing', { items: [{ sku: 'tea', quantity: -1 }] }],
    ['a price of its own', { items: [{ sku: 'tea', quantity: 1, price: 1 }] }],
    ['more than the limit', { items: [{ sku: 'mat', quantity: 99 }] }],
  ])('refuses an order for %s', async (_what, body) => {
    const response = await order(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'invalid_request',
      detail: expect.any(String),
    })
  })

  it('sells nothing to a page of another site', async () => {
    const items = [{ sku: 'tea', quantity: 1 }]
    expect((await order({ items }, { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('says what it sells, and hands every other request to the server', async () => {
    const catalogue = await ask(new Request('http://shop.test/shop/catalogue'))
    expect((await catalogue.json()).products).toHaveLength(6)
    expect((await ask(new Request('http://shop.test/shop/nothing'))).status).toBe(404)
    const config = await ask(new Request('http://shop.test/api/config'))
    expect(await config.json()).toMatchObject({ publicKey: server.simulator.publicKey })
  })
})

function order(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return ask(
    new Request('http://shop.test/shop/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
}
