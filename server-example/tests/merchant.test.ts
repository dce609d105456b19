import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readmeExample } from '../../e2e/support/readme-example.ts'
import { listen } from '../http/listen/listen.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const dayMs = 86_400_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
})
afterEach(() => shop.close())

describe('the merchant’s routes', () => {
  it.each([
    ['GET', '/api/merchant/orders'],
    ['GET', '/api/merchant/orders/ord_1'],
    ['GET', '/api/merchant/sweeps'],
    ['POST', '/api/merchant/sweeps'],
  ])('%s %s is for who bears the token, and is kept by nobody', async (method, path) => {
    const body = method === 'POST' ? {} : undefined
    for (const token of ['', 'a-merchant-token-that-is-long-enougH', `${merchantToken}x`]) {
      const refused = await shop.call(method, path, { token, body })
      expect(refused).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
    }
    expect((await shop.call(method, path, { body })).status).toBe(401)
    const { status, headers } = await shop.call(method, path, { token: merchantToken, body })
    expect(status).toBe(path.endsWith('ord_1') ? 404 : 200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('are not there without a token', async () => {
    await shop.close()
    shop = await openTestShop()
    for (const path of [
      '/api/merchant/orders',
      '/api/merchant/orders/ord_1',
      '/api/merchant/sweeps',
    ])
      expect((await shop.call('GET', path, { token: merchantToken })).status).toBe(404)
  })

  it('take no order’s token, and no token in an address', async () => {
    const { token } = await shop.newOrder()
    expect((await shop.call('GET', '/api/merchant/orders', { token })).status).toBe(401)
    const asked = await shop.call('GET', `/api/merchant/orders?token=${merchantToken}`)
    expect(asked.status).toBe(401)
  })

  it('do nothing for a form of another site', async () => {
    const send = (headers: Record<string, string>) =>
      shop.app.fetch(
        new Request('http://shop.test/api/merchant/sweeps', {
          method: 'POST',
          body: '{}',
          headers: { authorization: `Bearer ${merchantToken}`, ...headers },
        }),
      )
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415)
    const json = { 'content-type': 'application/json' }
    expect((await send({ ...json, origin: 'https://evil.example' })).status).toBe(403)
  })
})

describe('the guide', () => {
  it('asks the merchant’s routes as they are', async () => {
    const orderId = await pay()
    expect(await answersTo('merchant-api', { ORDER: orderId })).toMatchObject([
      { orders: [{ orderId, state: 'paid' }], next: null },
      { orderId, history: [{ kind: 'ordered' }, {}, {}] },
      { last: null },
      { last: { charges: 1, findings: [] } },
    ])
  })

  it('makes, changes and cancels an order by its reference', async () => {
    const reference = 'SO-2026-000123'
    expect(await answersTo('merchant-orders')).toMatchObject([
      { reference, amount: 119_200, status: 'unpaid', token: expect.any(String) },
      { reference, amount: 99_000, status: 'unpaid' },
      { reference, amount: 99_000, status: 'cancelled' },
    ])
  })

  /** Runs an example of shell commands, and returns the JSON that each of them prints. */
  async function answersTo(example: string, env: Record<string, string> = {}): Promise<unknown[]> {
    const listening = await listen({ port: 0, host: '127.0.0.1' })
    listening.serve(shop.app.fetch)
    const script = readmeExample(example).replace(/^curl (?:.*\\\n)*.*/gm, '$& && echo')
    const { stdout } = await promisify(execFile)('sh', ['-e', '-c', script], {
      env: {
        ...process.env,
        SHOP: `http://127.0.0.1:${listening.port}`,
        MERCHANT_TOKEN: merchantToken,
        ...env,
      },
    })
    await listening.stop(1_000)
    const lines = stdout.trim().split('\n')
    return lines.map((line) => JSON.parse(line))
  }
})

it('the page needs nothing from outside its own folder', () => {
  const outside = globSync('public/merchant/**/*.{html,js,css}').flatMap((path) =>
    Array.from(
      readFileSync(path, 'utf8').matchAll(/(?:href|src|from|url)[= (]["']?((?:\/|\.\.\/)[^"')]+)/g),
      ([, address]) => `${path}: ${address}`,
    ),
  )
  expect(outside).toEqual([])
})

it('the page is at /merchant/, which its address without the slash leads to', async () => {
  await shop.close()
  shop = await openTestShop({ merchantToken, merchantPage: true })
  const bare = await shop.app.fetch(new Request('http://shop.test/merchant'))
  expect([bare.status, bare.headers.get('location')]).toEqual([308, 'merchant/index.html'])
  const page = await shop.app.fetch(new Request('http://shop.test/merchant/'))
  expect([page.status, page.headers.get('location')]).toEqual([200, null])
})

describe('the list of orders', () => {
  it('shows the newest first, page by page, each order once', async () => {
    const made: string[] = []
    for (let count = 0; count < 60; count += 1) {
      made.unshift((await shop.newOrder()).orderId)
      if (count % 3 === 0) shop.moveClock(1)
    }
    const seen: string[] = []
    let next: string | null = ''
    const sizes: number[] = []
    while (next !== null) {
      const { body } = await look(`/orders${next && `?after=${next}`}`)
      sizes.push(body.orders.length)
      seen.push(...body.orders.map((one: { orderId: string }) => one.orderId))
      next = body.next
    }
    expect(sizes).toEqual([25, 25, 10])
    expect(seen.toSorted()).toEqual(made.toSorted())
    const { body } = await look('/orders')
    const times = body.orders.map((one: { createdAt: string }) => one.createdAt)
    expect(times).toEqual(times.toSorted().reverse())
  })

  it('says where each order stands, and finds them by that', async () => {
    const unpaid = await shop.newOrder()
    const pending = await shop.newOrder()
    await shop.submit(pending, await shop.newSource())
    const failed = await pay('failed')
    const [paid, voided, partly, refunded] = [await pay(), await pay(), await pay(), await pay()]
    await refund(voided, {})
    await refund(partly, { amount: 30_000 })
    await refund(refunded, { amount: 30_000 })
    await refund(refunded, { amount: 70_000 })
    const expected = {
      unpaid: [failed, unpaid.orderId],
      pending: [pending.orderId],
      paid: [paid],
      voided: [voided],
      partially_refunded: [partly],
      refunded: [refunded],
    }
    for (const [state, orderIds] of Object.entries(expected)) {
      const { body } = await look(`/orders?state=${state}`)
      const found = body.orders.map((one: { orderId: string }) => one.orderId)
      expect(found.toSorted(), state).toEqual(orderIds.toSorted())
      for (const one of body.orders) expect(one.state).toBe(state)
    }
    expect((await look('/orders?state=partially_refunded')).body.orders).toMatchObject([
      { amount: 100_000, refundedAmount: 30_000, currency: 'THB', attempts: 1 },
    ])
    expect((await look(`/orders?id=${failed}`)).body.orders).toMatchObject([
      { lastAttempt: { state: 'failed', method: 'truemoney', failureCode: 'insufficient_fund' } },
    ])
  })

  it('finds an order by its own id, its attempt’s, its charge’s and its refund’s', async () => {
    const orderId = await pay()
    await pay()
    const { body: refunded } = await refund(orderId, { amount: 10_000 })
    const { body: order } = await look(`/orders/${orderId}`)
    const [{ attemptId, chargeId }] = order.attempts
    const [{ omiseId }] = order.refunds
    for (const id of [orderId, attemptId, chargeId, refunded.refundId, omiseId])
      expect((await look(`/orders?id=${id}`)).body, id).toMatchObject({
        orders: [{ orderId }],
        next: null,
      })
    expect((await look('/orders?id=ord_nobody')).body.orders).toEqual([])
  })

  it.each([
    'state=lost',
    'after=yesterday',
    'after=1.',
    'id=',
    'id=%00',
    'q=x',
    'state=paid&limit=1000',
  ])('refuses %s', async (query) => {
    expect(await look(`/orders?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  })
})

describe('an order', () => {
  it('tells what became known, when, and from whom', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await decide(charge?.id, 'failed')
    await shop.payment(order)
    shop.moveClock(1)
    await shop.submit(order, await shop.newSource('0899999999'))
    const second = (await shop.charges()).find(({ id }) => id !== charge?.id)
    await decide(second?.id, 'successful')
    await deliver(second?.id)
    shop.moveClock(1)
    await deliver(second?.id)
    shop.moveClock(1)
    await refund(order.orderId, { amount: 20_000 }, 'one')
    await shop.omise('POST', `/charges/${second?.id}/refunds`, { amount: 5_000 })
    await shop.call('POST', '/api/merchant/sweeps', { token: merchantToken, body: {} })

    const { body } = await look(`/orders/${order.orderId}`)
    const [failed, paid] = body.attempts
    const isOurs = ({ refundId }: { refundId: string }) => refundId.startsWith('rfd_')
    const [ours, theirs] = [
      body.refunds.find(isOurs),
      body.refunds.find((one: { refundId: string }) => !isOurs(one)),
    ]
    expect(body.history).toMatchObject([
      { kind: 'ordered' },
      { kind: 'attempt_started', id: failed.attemptId },
      { kind: 'became', by: 'buyer', id: failed.attemptId, state: 'failed' },
      { kind: 'attempt_started', id: paid.attemptId },
      { kind: 'became', by: 'webhook', id: paid.attemptId, state: 'successful' },
      { kind: 'webhook', key: 'charge.complete', chargeId: paid.chargeId, outcome: 'successful' },
      { kind: 'webhook', key: 'charge.complete', chargeId: paid.chargeId, outcome: 'successful' },
      { kind: 'refund_asked', id: ours.refundId },
      { kind: 'became', by: 'merchant', id: ours.refundId, state: 'done' },
      { kind: 'became', by: 'sweep', id: theirs.refundId, state: 'done' },
    ])
    const times = body.history.map((one: { at: string }) => one.at)
    expect(times).toEqual(times.toSorted())
    expect(body.attempts).toMatchObject([
      { state: 'failed', failureCode: 'insufficient_fund', chargeId: charge?.id },
      {
        state: 'successful',
        method: 'truemoney',
        chargeId: second?.id,
        paidAt: expect.any(String),
      },
    ])
  })

  it('holds nothing that pays it or names its buyer', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const text = JSON.stringify((await look(`/orders/${order.orderId}`)).body)
    const hash = createHash('sha256').update(order.token).digest('hex')
    for (const secret of [order.token, hash, '812345678', 'authorize'])
      expect(text).not.toContain(secret)
  })

  it('says until when it may be voided and refunded, and how much is left', async () => {
    const orderId = await pay()
    const endOfToday = new Date(bangkokDayEnd(shop.checkout.clock.now())).toISOString()
    expect(await options(orderId)).toMatchObject({
      whyNot: null,
      left: 100_000,
      refundsMade: 0,
      mostRefunds: 15,
      voidUntil: endOfToday,
    })
    await refund(orderId, { amount: 30_000 })
    expect(await options(orderId)).toMatchObject({ whyNot: null, left: 70_000, voidUntil: null })
    await refund(orderId, {})
    expect(await options(orderId)).toMatchObject({ whyNot: 'nothing_left', left: 0 })
  })

  it('says why nothing can be given back', async () => {
    const { orderId } = await shop.newOrder()
    expect(await options(orderId)).toMatchObject({ whyNot: 'not_paid', refundUntil: null })
    const paid = await pay()
    const { refundUntil } = await options(paid)
    shop.moveClock(2 * dayMs)
    expect(await options(paid)).toMatchObject({ whyNot: null, voidUntil: null, refundUntil })
    shop.moveClock(28 * dayMs + 60_000)
    expect(await options(paid)).toMatchObject({ whyNot: 'too_late' })
  })

  it('offers no other refund while one is not known to be made', async () => {
    const orderId = await pay()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges/*/refunds' },
      fault: { kind: 'reset-before' },
    })
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges/*/refunds*' },
      fault: { kind: 'reset-before' },
    })
    expect((await refund(orderId, {})).status).toBe(202)
    expect(await options(orderId)).toMatchObject({ whyNot: 'under_way', left: 0 })
  })

  it('gives back once when two look at it and both decide', async () => {
    const orderId = await pay()
    const { body } = await look(`/orders/${orderId}`)
    const ask = (key: string) => refund(orderId, { amount: 30_000 }, key, body.version)
    const both = await Promise.all([ask('one'), ask('two')])
    expect([412, 422]).toContain(both.find(({ status }) => status !== 201)?.status)
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await ask('three')).toMatchObject({
      status: 412,
      body: { code: 'refund_refused', detail: expect.stringContaining('changed') },
    })
    // Who was first asks again, and gets the same answer.
    const again = await Promise.all(['one', 'two'].map(ask))
    expect(again.map(({ status }) => status).toSorted()).toEqual([201, 412])
    expect(await options(orderId)).toMatchObject({ left: 70_000, refundsMade: 1 })
  })

  it.each(['3', '"x"', 'W/"3"', '*'])('takes no If-Match such as %s', async (version) => {
    const response = await shop.app.fetch(
      new Request('http://shop.test/api/orders/ord_1/refunds', {
        method: 'POST',
        body: '{}',
        headers: {
          authorization: `Bearer ${merchantToken}`,
          'content-type': 'application/json',
          'if-match': version,
        },
      }),
    )
    expect(response.status).toBe(400)
  })
})

describe('the audit', () => {
  it('is shown as it was kept, and runs when asked', async () => {
    expect((await look('/sweeps')).body).toMatchObject({ last: null })
    const source = { type: 'truemoney', phone_number: '0812345678' }
    const metadata = { order_id: 'ord_lost', attempt_id: 'att_lost' }
    const { body: charge } = await shop.omise('POST', '/charges', {
      amount: 100_000,
      currency: 'THB',
      source,
      return_uri: 'http://shop.test/',
      metadata,
    })
    await shop.omise('POST', `/charges/${charge.id}/mark_as_paid`)
    const audited = await run({})
    expect(audited).toMatchObject({
      status: 200,
      body: {
        last: {
          charges: 1,
          notOurs: 0,
          found: 1,
          findings: [{ kind: 'paid_without_order', chargeId: charge.id, orderId: 'ord_lost' }],
        },
      },
    })
    expect((await look('/sweeps')).body).toEqual(audited.body)
  })

  it('runs once for who presses twice', async () => {
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges*' },
      fault: { kind: 'delay', delayMs: 200 },
    })
    await Promise.all([run({}), run({})])
    const { requests } = await shop.control('GET', '/requests')
    const lists = requests.filter((one: { path: string }) => one.path.startsWith('/charges'))
    expect(lists).toHaveLength(1)
  })

  it('says that Omise was out of reach, and can be asked for again', async () => {
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges*' },
      fault: { kind: 'reset-before' },
    })
    expect(await run({})).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } })
    expect((await look('/sweeps')).body.last).toBeNull()
    expect((await run({ days: 7 })).status).toBe(200)
  })

  it.each([{ days: 0 }, { days: 32 }, { since: 1 }])('does not run for %j', async (body) => {
    expect((await run(body)).status).toBe(400)
  })
})

function look(path: string) {
  return shop.call('GET', `/api/merchant${path}`, { token: merchantToken })
}

function run(body: unknown) {
  return shop.call('POST', '/api/merchant/sweeps', { token: merchantToken, body })
}

async function options(orderId: string) {
  return (await look(`/orders/${orderId}`)).body.refundOptions
}

function refund(orderId: string, body: unknown, key?: string, version?: number) {
  return shop.call('POST', `/api/orders/${orderId}/refunds`, {
    token: merchantToken,
    body,
    ...(key !== undefined && { key }),
    ...(version !== undefined && { version }),
  })
}

/** An order whose charge came to this end, and whose buyer came back. */
async function pay(outcome: 'successful' | 'failed' = 'successful'): Promise<string> {
  const order = await shop.newOrder()
  await shop.submit(order, await shop.newSource())
  const charge = (await shop.charges()).find(({ metadata }) => metadata.order_id === order.orderId)
  await decide(charge?.id, outcome)
  await shop.payment(order)
  return order.orderId
}

async function decide(chargeId: string | undefined, outcome: 'successful' | 'failed') {
  const body = outcome === 'failed' ? { failure_code: 'insufficient_fund' } : undefined
  const path = outcome === 'failed' ? 'mark_as_failed' : 'mark_as_paid'
  expect((await shop.omise('POST', `/charges/${chargeId}/${path}`, body)).status).toBe(200)
}

async function deliver(chargeId: string | undefined) {
  const event = { id: 'evnt_1', key: 'charge.complete', data: { object: 'charge', id: chargeId } }
  expect((await shop.deliver(event)).status).toBe(200)
}

function bangkokDayEnd(now: number): number {
  const day = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)
  return Date.parse(`${day}T00:00:00+07:00`) + dayMs
}
