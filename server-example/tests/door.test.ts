import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shopRequest } from './support/shop-request.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const shopOrigin = 'https://shop.example'
const reader = { merchantToken, pageFolders: ['public'] }

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ ...reader, allowedOrigins: [shopOrigin] })
})
afterEach(() => shop.close())

const newOrder = { reference: 'SO-1', amount: 10_000 }
const asMerchant = {
  'content-type': 'application/json',
  authorization: `Bearer ${merchantToken}`,
}

describe('a page of another site', () => {
  const evil = 'https://evil.example'

  it.each([
    ['orders', '/api/merchant/orders'],
    ['charges', '/api/orders/ord_1/charge'],
    ['refunds', '/api/orders/ord_1/refunds'],
    ['webhooks', '/webhooks/omise'],
  ])('cannot send %s', async (_what, path) => {
    const headers = { origin: evil, ...asMerchant }
    const response = await ask('POST', path, headers, newOrder)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('ALLOWED_ORIGINS'),
    })
  })

  it.each(['null', 'http://shop.test.evil.example', 'https://shop.example.evil', 'not an origin'])(
    'cannot pass as ours by calling itself %s',
    async (origin) => {
      const headers = { origin, host: 'shop.test', ...asMerchant }
      expect((await ask('POST', '/api/merchant/orders', headers, newOrder)).status).toBe(403)
    },
  )

  it('may not read what it gets', async () => {
    const response = await ask('GET', '/api/config', { origin: evil })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('gets no leave for a request with a token', async () => {
    const response = await preflight(evil)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a page of the shop', () => {
  it.each([
    ['this server’s own origin', { origin: 'http://shop.test' }],
    ['the host that was asked', { origin: 'http://10.0.0.1:3000', host: '10.0.0.1:3000' }],
    ['an allowed origin', { origin: shopOrigin }],
    ['no browser at all', {}],
  ])('may order from %s', async (_where, headers) => {
    const all = { ...headers, ...asMerchant }
    expect((await ask('POST', '/api/merchant/orders', all, newOrder)).status).toBe(201)
  })

  it('on an allowed origin is told that it may ask with a token and a key', async () => {
    const response = await preflight(shopOrigin)
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': shopOrigin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'Authorization,Content-Type,Idempotency-Key',
    })
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it.each(['/api/config', '/api/merchant/orders', '/api/orders/ord_1/payment'])(
    'on an allowed origin may read %s, refusals included',
    async (path) => {
      const { headers } = await ask('GET', path, { origin: shopOrigin })
      expect(headers.get('access-control-allow-origin')).toBe(shopOrigin)
      expect(headers.get('access-control-expose-headers')).toContain('Retry-After')
      expect(headers.get('vary')).toMatch(/origin/i)
    },
  )
})

describe('an answer', () => {
  it.each([
    ['GET', '/api/config', 200],
    ['GET', '/api/orders/ord_1/payment', 401],
    ['GET', '/checkout/return?order=ord_1&token=x', 303],
    ['POST', '/webhooks/omise', 401],
    ['GET', '/healthz', 200],
    ['GET', '/nothing', 404],
  ])('to %s %s (%i) cannot be run, embedded or passed on', async (method, path, status) => {
    const response = await ask(method, path)
    expect(response.status).toBe(status)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  it('that is a page keeps the pages’ own policy', async () => {
    const { headers, status } = await ask('GET', '/')
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it('bears the id of its request, which the log has too', async () => {
    const requestId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    const response = await ask('GET', '/api/config', { 'x-request-id': requestId })
    expect(response.headers.get('x-request-id')).toBe(requestId)
    expect(shop.log).toContainEqual({
      level: 'info',
      message: 'request',
      fields: expect.objectContaining({ requestId, route: '/api/config', status: 200 }),
    })
  })

  it.each(['short', '0812345678', 'x'.repeat(36), '0812-3456-7890-12', 'a'.repeat(500)])(
    'bears an id of our own when the request’s is %s',
    async (requestId) => {
      const response = await ask('GET', '/api/config', { 'x-request-id': requestId })
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
      expect(JSON.stringify(shop.log)).not.toContain(requestId)
    },
  )
})

describe('methods', () => {
  it.each([
    ['GET', '/api/orders/ord_1/charge', 'POST, OPTIONS'],
    ['HEAD', '/api/orders/ord_1/charge', 'POST, OPTIONS'],
    ['DELETE', '/api/orders/ord_1/charge', 'POST, OPTIONS'],
    ['PUT', '/api/orders/ord_1/payment', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/config', 'GET, HEAD, OPTIONS'],
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['GET', '/webhooks/omise', 'POST, OPTIONS'],
    ['PATCH', '/checkout/return', 'GET, HEAD, OPTIONS'],
  ])('refuse %s %s and name %s', async (method, path, allow) => {
    const response = await ask(method, path)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    if (method !== 'HEAD')
      expect(await response.json()).toMatchObject({ code: 'method_not_allowed', status: 405 })
  })

  it('are listed for who asks with OPTIONS', async () => {
    const response = await ask('OPTIONS', '/api/orders/ord_1/charge')
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
    expect((await ask('OPTIONS', '/nothing')).status).toBe(404)
  })

  it('include HEAD, without a body', async () => {
    const response = await ask('HEAD', '/api/config')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('readiness', () => {
  const states = [
    ['ready', 200],
    ['database_unreachable', 503],
    ['database_not_migrated', 503],
  ] as const

  it.each(states)('says %s with %i, whatever the liveness', async (status, http) => {
    await reopen({ readiness: async () => status })
    expect(await shop.call('GET', '/readyz')).toMatchObject({ status: http, body: { status } })
    expect(await shop.call('GET', '/healthz')).toMatchObject({ status: 200 })
  })

  it('begins nothing while the server stops', async () => {
    shop.app.refuseRequests()
    expect(await shop.call('POST', '/api/orders/ord_1/charge', { body: {} })).toMatchObject({
      status: 503,
      body: { code: 'provider_unavailable' },
    })
    expect(await shop.call('GET', '/readyz')).toMatchObject({ status: 503 })
    expect(await shop.call('GET', '/healthz')).toMatchObject({ status: 200 })
  })
})

async function reopen(different: Parameters<typeof openTestShop>[0]): Promise<void> {
  await shop.close()
  shop = await openTestShop({ ...reader, ...different })
}

function preflight(origin: string) {
  return ask('OPTIONS', '/api/orders/ord_1/refunds', {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,idempotency-key',
  })
}

async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Response> {
  return shop.app.fetch(shopRequest(method, path, headers, body))
}
