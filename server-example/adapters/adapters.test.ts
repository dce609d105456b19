import { once } from 'node:events'
import { connect } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkoutMiddleware, keepRawBody } from './express.ts'
import { expressHost, expressHostWith, fastifyHost, honoHost, nextHost, nodeHost } from './hosts.ts'
import { oncePerProcess } from './next.ts'
import { type Host, openTestHost, type TestHost } from './test-host.ts'

vi.setConfig({ testTimeout: 30_000 })

let shop: TestHost
afterEach(() => shop.close())

/** Express behind a parser that it cannot stand before, and in a router of its own. */
const behindParser = expressHostWith(
  'Express, behind a parser that keeps raw bodies',
  (app, checkout) => {
    app.use(express.json({ verify: keepRawBody }))
    app.use('/pay', express.Router().use(checkoutMiddleware(checkout)))
  },
)

const hosts = [expressHost, behindParser, fastifyHost, honoHost, nextHost, nodeHost]

describe.each(hosts)('in $name', (host: Host) => {
  it('an order is charged, authorized, heard of by a signed webhook, and paid', async () => {
    shop = await openTestHost(host)
    const order = await shop.newOrder()
    const authorizeUri = await shop.charge(order)
    expect(authorizeUri).toContain(shop.simulator.url)
    const back = await shop.authorize(authorizeUri)
    expect(back.headers.get('location')).toContain(`${shop.url}/checkout/return?order=`)
    expect(await shop.deliveries()).toEqual([200, 200])
    expect(await shop.payment(order)).toMatchObject({ status: 'successful', amount: 24_000 })
  })

  it('the merchant’s routes make, change and cancel an order', async () => {
    shop = await openTestHost(host)
    const { askAsShop } = shop
    const made = await askAsShop('POST', '/orders', { reference: 'SO-1', amount: 5_000 })
    expect(made).toMatchObject({ status: 201, body: { reference: 'SO-1', amount: 5_000 } })
    const changed = await askAsShop('PATCH', '/orders/SO-1', { amount: 6_000 })
    expect(changed).toMatchObject({ status: 200, body: { amount: 6_000 } })
    expect(await askAsShop('DELETE', '/orders/SO-1')).toMatchObject({
      body: { status: 'cancelled' },
    })
    const stranger = await askAsShop('DELETE', '/orders/SO-1', undefined, 'x'.repeat(32))
    expect(stranger.status).toBe(401)
  })

  it('the return link leads on to the page with the result', async () => {
    shop = await openTestHost(host)
    const { orderId, token } = await shop.newOrder()
    const link = `${shop.url}/checkout/return?order=${orderId}&token=${token}`
    const response = await fetch(link, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain(`/return.html#`)
  })

  it('a webhook with a bad signature is refused', async () => {
    shop = await openTestHost(host)
    const response = await fetch(`${shop.url}/webhooks/omise`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'omise-signature': 'ab'.repeat(32),
        'omise-signature-timestamp': String(Math.floor(Date.now() / 1000)),
      },
      body: '{"object": "event"}',
    })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'unauthorized' })
  })

  it('the app’s own routes and addresses stay its own', async () => {
    shop = await openTestHost(host)
    const own = await fetch(`${shop.origin}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"say": "สวัสดี"}',
    })
    expect(await own.json()).toEqual({ say: 'สวัสดี' })
    for (const path of [
      '/',
      '/api/orders/ord_1/payment',
      '/webhooks/omise',
      '/paying/api/config',
    ]) {
      const response = await fetch(shop.origin + path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).not.toBe('application/problem+json')
    }
  })

  it('an address below ours where nothing is gets our answer', async () => {
    shop = await openTestHost(host)
    const response = await fetch(`${shop.url}/api/orders/ord_1/nothing`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  it('health is told under the prefix', async () => {
    shop = await openTestHost(host)
    expect(await (await fetch(`${shop.url}/readyz`)).json()).toEqual({ status: 'ready' })
  })

  it('what is too large is refused by us', async () => {
    shop = await openTestHost(host)
    const response = await fetch(`${shop.url}/api/orders/ord_1/charge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source: 'x'.repeat(20_000) }),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'payload_too_large' })
  })

  it('rate limits count by the buyer’s address, as the proxy in front tells it', async () => {
    shop = await openTestHost(host, { env: { RATE_LIMIT_PAYMENTS: '2' } })
    const order = await shop.newOrder()
    const asks = ['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2']
    const statuses: number[] = []
    for (const address of asks)
      statuses.push(
        (await shop.askPayment(order, { 'x-forwarded-for': `10.9.9.9, ${address}` })).status,
      )
    expect(statuses).toEqual([200, 200, 429, 200])
  })

  it('a client that hangs up while its charge is made finds that charge, and no other', async () => {
    shop = await openTestHost(host)
    await makeTrouble({ kind: 'delay', delayMs: 200, when: 'after' }, 'POST', '/charges')
    const order = await shop.newOrder()
    const hangUp = new AbortController()
    const charging = shop.charge(order, hangUp.signal)
    const gone = expect(charging).rejects.toThrow('aborted')
    await expect.poll(() => shop.chargeCount()).toBe(1)
    hangUp.abort()
    await gone
    await expect.poll(() => shop.payment(order)).toMatchObject({ status: 'pending' })
    await shop.authorize(await shop.charge(order))
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
    expect(await shop.chargeCount()).toBe(1)
  })

  it('a client that hangs up in the middle of its body leaves no trace', async () => {
    shop = await openTestHost(host)
    const socket = connect({ port: shop.port, host: '127.0.0.1' })
    await once(socket, 'connect')
    socket.write(
      'POST /pay/api/orders/ord_1/charge HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{',
    )
    socket.end()
    socket.resume()
    await once(socket, 'close')
    expect(await shop.payment(await shop.newOrder())).toMatchObject({ status: 'unpaid' })
  })
})

describe('in Next', () => {
  it('a file that is loaded again finds the checkout that is open', async () => {
    shop = await openTestHost(nextHost)
    const order = await shop.newOrder()
    const checkout = await oncePerProcess(() => Promise.reject(new Error('opened again')))()
    expect(await checkout.orders.find({ orderId: order.orderId })).toMatchObject({ amount: 24_000 })
  })

  it('a checkout that could not be opened is opened by the next request', async () => {
    shop = await openTestHost(nextHost)
    const failing = oncePerProcess(() => Promise.reject(new Error('no database yet')))
    await expect(failing()).rejects.toThrow('no database yet')
    expect(await shop.payment(await shop.newOrder())).toMatchObject({ status: 'unpaid' })
  })
})

describe('in Express, behind a parser that keeps nothing', () => {
  it('the middleware says what to do instead of refusing signatures', async () => {
    shop = await openTestHost(
      expressHostWith('Express', (app, checkout) => {
        app.use(express.json(), checkoutMiddleware(checkout))
        app.use(tellError)
      }),
    )
    const response = await fetch(`${shop.url}/api/orders/ord_1/charge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('Mount the checkout first')
  })
})

async function makeTrouble(fault: object, method: string, path: string): Promise<void> {
  const response = await fetch(`${shop.simulator.url}/_simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: { method, path }, fault }),
  })
  expect(response.status).toBe(200)
}

const tellError: express.ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(500).send(error instanceof Error ? error.message : 'something else')
}
