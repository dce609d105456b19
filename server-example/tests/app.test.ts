import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reconcileDue } from '../checkout/reconciler.ts'
import { openTestShop, type TestShop, webhookSecret } from './support/test-shop.ts'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})
afterEach(() => shop.close())

const reconciler = { everyMs: 1, parallel: 10, perSecond: 1_000, leaseMs: 60_000 }

describe('orders', () => {
  it('are made by the shop alone', async () => {
    const items = [{ sku: 'tea', quantity: 1 }]
    expect(await shop.call('POST', '/api/orders', { body: { items } })).toMatchObject({
      status: 404,
    })
  })

  it('is shown and charged only to who holds its token', async () => {
    const order = await shop.newOrder()
    const other = await shop.newOrder()
    const source = await shop.newSource()
    for (const token of [undefined, 'wrong', other.token, `${order.token}x`]) {
      const bearer = token === undefined ? {} : { token }
      const read = await shop.call('GET', `/api/orders/${order.orderId}/payment`, bearer)
      const charged = await shop.call('POST', `/api/orders/${order.orderId}/charge`, {
        ...bearer,
        body: { source },
      })
      expect([read, charged]).toMatchObject([
        { status: 401, body: { code: 'unauthorized' } },
        { status: 401, body: { code: 'unauthorized' } },
      ])
    }
    expect(await shop.charges()).toEqual([])
  })

  it('looks the same to a stranger whether it exists or not', async () => {
    const order = await shop.newOrder()
    const known = await shop.call('GET', `/api/orders/${order.orderId}/payment`, { token: 'wrong' })
    const unknown = await shop.call('GET', '/api/orders/ord_nobody/payment', { token: 'wrong' })
    expect(known.body).toEqual(unknown.body)
  })
})

describe('charging', () => {
  it('answers where the buyer confirms, and sends them back to this server', async () => {
    const order = await shop.newOrder()
    const { status, body } = await shop.submit(order, await shop.newSource())
    expect(status).toBe(200)
    expect(body.authorizeUri).toContain(`${shop.simulator.url}/payments/pay2_test_`)
    const [charge] = await shop.charges()
    expect(charge).toMatchObject({
      status: 'pending',
      metadata: { order_id: order.orderId, attempt_id: expect.stringMatching(/^att_/) },
      return_uri: `http://shop.test/checkout/return?order=${order.orderId}&token=${order.token}`,
    })
    expect(await shop.payment(order)).toMatchObject({
      status: 'pending',
      authorizeUri: body.authorizeUri,
    })
  })

  it('tells how long a pending charge has waited, by its own clock, and only while it does', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    shop.moveClock(125_000)
    const { pendingMs = 0 } = await shop.payment(order)
    expect(Math.floor(pendingMs / 10_000)).toBe(12)
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    expect(await shop.payment(order)).not.toHaveProperty('pendingMs')
  })

  it('refuses an amount that is not the order’s, and charges nothing', async () => {
    const order = await shop.newOrder()
    const body = { source: await shop.newSource(), amount: 99_900 }
    const answer = await shop.call('POST', `/api/orders/${order.orderId}/charge`, {
      token: order.token,
      body,
    })
    expect(answer).toMatchObject({ status: 409, body: { code: 'amount_changed' } })
    expect(await shop.charges()).toEqual([])
  })

  it('makes one charge of twenty submits at once, and tells all of them the same', async () => {
    const order = await shop.newOrder()
    const source = await shop.newSource()
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.submit(order, source)))
    expect(new Set(answers.map(({ body }) => body.authorizeUri)).size).toBe(1)
    expect(await shop.charges()).toHaveLength(1)
  })

  it('goes on with the same charge for another source of the same phone number', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSource())
    const second = await shop.submit(order, await shop.newSource())
    expect(second.body).toEqual(first.body)
    expect(await shop.charges()).toHaveLength(1)
  })

  it('expires the pending charge before it makes one for another phone number', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSource('0812345678'))
    const second = await shop.submit(order, await shop.newSource('0898765432'))
    expect(second.status).toBe(200)
    expect(second.body).not.toEqual(first.body)
    expect((await shop.charges()).map(({ status }) => status)).toEqual(['expired', 'pending'])
  })

  it('lets the first charge win when it was paid just before the phone number changed', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource('0812345678'))
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    const second = await shop.submit(order, await shop.newSource('0898765432'))
    expect(second).toMatchObject({ status: 409, body: { code: 'already_paid' } })
    expect(await shop.charges()).toHaveLength(1)
  })

  it('does not say that nothing was charged when it cannot read the charge that is there', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource('0812345678'))
    const other = await shop.newSource('0898765432')
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges/*' },
      fault: { kind: 'status', status: 503 },
    })
    expect(await shop.submit(order, other)).toMatchObject({
      status: 409,
      body: { code: 'charge_unconfirmed' },
    })
  })

  it('charges no paid order again', async () => {
    const order = await paidOrder()
    const again = await shop.submit(order, await shop.newSource())
    expect(again).toMatchObject({ status: 409, body: { code: 'already_paid' } })
    expect(await shop.charges()).toHaveLength(1)
  })

  it('tries again with a new source after a failure', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_failed`)
    expect(await shop.payment(order)).toMatchObject({
      status: 'failed',
      failureCode: 'payment_rejected',
    })
    expect((await shop.submit(order, await shop.newSource())).status).toBe(200)
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
  })

  it('passes on that Omise refused a source, and leaves the order unpaid', async () => {
    const order = await shop.newOrder()
    const answer = await shop.submit(order, 'src_test_5fxf2nobody00000000')
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'charge_refused', detail: expect.stringContaining('not found') },
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
  })

  it('makes no source itself unless it is told to', async () => {
    const order = await shop.newOrder()
    const body = { phoneNumber: '0812345678' }
    const answer = await shop.call('POST', `/api/orders/${order.orderId}/charge`, {
      token: order.token,
      body,
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(await shop.charges()).toEqual([])
  })

  it('makes the source itself when it is told to', async () => {
    const telling = await openTestShop({ serverMakesSources: true })
    const order = await telling.newOrder()
    const charge = (phoneNumber: string) =>
      telling.call('POST', `/api/orders/${order.orderId}/charge`, {
        token: order.token,
        body: { phoneNumber },
      })
    expect(await charge('02-123-4567')).toMatchObject({ status: 400 })
    const answer = await charge('+66 81 234 5678')
    expect(answer.status).toBe(200)
    expect((await charge('0812345678')).body).toEqual(answer.body)
    expect(await telling.charges()).toHaveLength(1)
    await telling.close()
  })
})

describe('charging, when the answer does not arrive', () => {
  const lost = (kind: string) => ({
    match: { method: 'POST', path: '/charges' },
    times: 1,
    fault: { kind },
  })

  it('finds the charge that Omise made, and sends the buyer there', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', lost('reset-after'))
    const answer = await shop.submit(order, await shop.newSource())
    expect(answer.status).toBe(200)
    expect(await shop.charges()).toHaveLength(1)
  })

  it('does not ask twice when Omise made none, and lets the buyer try again once that is sure', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', lost('reset-before'))
    const source = await shop.newSource()
    expect(await shop.submit(order, source)).toMatchObject({
      status: 409,
      body: { code: 'charge_unconfirmed' },
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
    shop.moveClock(60_000)
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
    expect((await shop.submit(order, source)).status).toBe(200)
    expect(await shop.charges()).toHaveLength(1)
  })

  it('lets the buyer try again at once when Omise was too busy', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges' },
      fault: { kind: 'status', status: 429, code: 'too_many_requests' },
    })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 503,
      body: { code: 'provider_unavailable' },
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
    expect((await shop.submit(order, await shop.newSource())).status).toBe(200)
  })

  it('finds the charge when the server stopped between asking and hearing', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', lost('reset-after'))
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges*' },
      fault: { kind: 'reset-before' },
    })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({ status: 409 })
    shop.moveClock(60_000)
    expect((await reconcileDue(shop.checkout, reconciler)).orders).toBe(1)
    expect(await shop.payment(order)).toMatchObject({
      status: 'pending',
      authorizeUri: expect.any(String),
    })
  })

  it('expires a charge that turns up after its attempt was given up', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', lost('reset-before'))
    await shop.submit(order, await shop.newSource())
    const attemptId = (await shop.checkout.store.findOrder(order.orderId))?.attempts[0]?.id
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    const late = await shop.omise('POST', '/charges', {
      amount: 100_000,
      currency: 'THB',
      source: await shop.newSource(),
      return_uri: 'http://shop.test/',
      metadata: { order_id: order.orderId, attempt_id: attemptId },
    })
    await shop.deliver({
      id: 'evnt_1',
      key: 'charge.create',
      data: { object: 'charge', id: late.body.id },
    })
    await reconcileDue(shop.checkout, reconciler)
    expect((await shop.charges()).map(({ status }) => status)).toEqual(['expired'])
    expect(await shop.payment(order)).toMatchObject({ status: 'expired' })
  })

  it('tells what is stored when Omise cannot be asked', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    await shop.control('POST', '/faults', {
      match: { path: '/charges/*' },
      times: 5,
      fault: { kind: 'html-502' },
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
  })
})

describe('webhooks', () => {
  it.each([
    ['mark_as_paid', 'successful'],
    ['mark_as_failed', 'failed'],
    ['expire', 'expired'],
  ])('learn of %s', async (action, status) => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/${action}`)
    const answer = await shop.deliver({
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: charge?.id },
    })
    expect(answer).toMatchObject({ status: 200, body: { outcome: status } })
    const stored = await shop.checkout.store.findOrder(order.orderId)
    expect(stored?.attempts).toMatchObject([{ state: status }])
  })

  it('believe nothing that the body says', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    const lie = { object: 'charge', id: charge?.id, status: 'successful', paid: true }
    expect(await shop.deliver({ id: 'evnt_1', key: 'charge.complete', data: lie })).toMatchObject({
      status: 200,
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
  })

  it('change nothing the second time', async () => {
    const order = await paidOrder()
    const [charge] = await shop.charges()
    const event = {
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: charge?.id },
    }
    await shop.deliver(event)
    const before = await shop.checkout.store.findOrder(order.orderId)
    expect(await shop.deliver(event)).toMatchObject({ status: 200 })
    expect(await shop.checkout.store.findOrder(order.orderId)).toEqual(before)
  })

  it.each([
    ['another order', { metadata: { order_id: 'ord_other', attempt_id: 'att_other' } }],
    ['no metadata', { metadata: {} }],
  ])('change nothing for a charge with %s, and say so in the log', async (_what, different) => {
    const order = await shop.newOrder()
    const attempt = await shop.submit(order, await shop.newSource())
    expect(attempt.status).toBe(200)
    const stored = await shop.checkout.store.findOrder(order.orderId)
    const foreign = await shop.omise('POST', '/charges', {
      amount: 100_000,
      currency: 'THB',
      source: { type: 'truemoney', phone_number: '0812345678' },
      return_uri: 'http://shop.test/',
      ...different,
    })
    await shop.omise('POST', `/charges/${foreign.body.id}/mark_as_paid`)
    const answer = await shop.deliver({
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: foreign.body.id },
    })
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'foreign' } })
    expect(await shop.checkout.store.findOrder(order.orderId)).toEqual(stored)
    expect(shop.log).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: expect.stringContaining('does not belong'),
      }),
    )
  })

  it.each([
    [
      'a key of another kind',
      { key: 'transfer.pay', data: { object: 'transfer', id: 'trsf_test_1' } },
      'ignored',
    ],
    ['an event without data', { key: 'charge.complete' }, 'ignored'],
    ['an event with no data', { key: 'charge.complete', data: null }, 'ignored'],
    ['a key that nobody knows', { key: 'moon.rise', data: { object: 'moon' } }, 'ignored'],
    [
      'a charge that Omise does not know',
      { key: 'charge.complete', data: { object: 'charge', id: 'chrg_test_5fxf2nobody0000000' } },
      'unknown charge',
    ],
  ])('answer 200 to %s', async (_what, event, outcome) => {
    expect(await shop.deliver({ id: 'evnt_1', ...event })).toMatchObject({
      status: 200,
      body: { outcome },
    })
  })

  it('are kept when Omise signed them and they are about our orders, and counted when not', async () => {
    const rows = async ({ database }: TestShop) =>
      (await database.db.selectFrom('webhook_events').select('event_id').execute()).length
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [ours] = await shop.charges()
    const foreign = await shop.omise('POST', '/charges', {
      amount: 100_000,
      currency: 'THB',
      source: { type: 'truemoney', phone_number: '0812345678' },
      return_uri: 'http://shop.test/',
    })
    const about = (id: unknown) => ({ key: 'charge.complete', data: { object: 'charge', id } })
    const notOurs = [
      about(foreign.body.id),
      about('chrg_test_5fxf2nobody0000000'),
      { key: 'transfer.pay', data: { object: 'transfer', id: 'trsf_test_1' } },
    ]
    for (const event of notOurs)
      expect(await shop.deliver({ id: 'evnt_1', ...event })).toMatchObject({ status: 200 })
    expect(await rows(shop)).toBe(0)
    expect(await shop.deliver({ id: 'evnt_1', ...about(ours?.id) })).toMatchObject({ status: 200 })
    expect(await rows(shop)).toBe(1)
  })

  it('ask for another delivery when the charge cannot be read', async () => {
    await shop.control('POST', '/faults', {
      match: { path: '/charges/*' },
      fault: { kind: 'html-502' },
    })
    const event = {
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: 'chrg_test_1' },
    }
    expect(await shop.deliver(event)).toMatchObject({
      status: 503,
      body: { code: 'provider_unavailable' },
    })
  })

  it('are refused without a signature, with a wrong one, and without a secret to check it', async () => {
    const event = {
      id: 'evnt_1',
      key: 'charge.complete',
      data: { object: 'charge', id: 'chrg_test_1' },
    }
    expect(await shop.deliver(event, { signature: undefined })).toMatchObject({ status: 401 })
    expect(await shop.deliver(event, { signature: '00'.repeat(32) })).toMatchObject({ status: 401 })
    const open = await openTestShop({ webhookVerification: { mode: 'refuse' } })
    expect(await open.deliver(event)).toMatchObject({ status: 401 })
    await open.close()
  })

  it('are a hint and no more when nothing is signed and the merchant said so', async () => {
    const open = await openTestShop({ webhookVerification: { mode: 'reread-only' } })
    const order = await open.newOrder()
    await open.submit(order, await open.newSource())
    const [charge] = await open.charges()
    const lie = { object: 'charge', id: charge?.id, status: 'successful', paid: true }
    expect(
      await open.deliver(
        { id: 'evnt_1', key: 'charge.complete', data: lie },
        { signature: undefined },
      ),
    ).toMatchObject({ body: { outcome: 'pending' } })
    await open.close()
  })

  it.each([
    ['no JSON', '{'],
    ['no event', '{"object":"charge"}'],
    ['nothing', ''],
  ])('refuse %s', async (_what, text) => {
    expect(await shop.deliver(text)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  })
})

describe('the reconciler', () => {
  it('learns without any webhook what became of a charge', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    expect((await reconcileDue(shop.checkout, reconciler)).orders).toBe(0)
    shop.moveClock(10_000)
    expect((await reconcileDue(shop.checkout, reconciler)).orders).toBe(1)
    const stored = await shop.checkout.store.findOrder(order.orderId)
    expect(stored).toMatchObject({ attempts: [{ state: 'successful' }], dueAt: null })
    shop.moveClock(7 * 86_400_000)
    expect((await reconcileDue(shop.checkout, reconciler)).orders).toBe(0)
  })

  it('asks less and less often while a charge stays pending, and goes on when Omise is down', async () => {
    await shop.submit(await shop.newOrder(), await shop.newSource())
    shop.moveClock(10_000)
    const asked: number[] = []
    await shop.control('POST', '/faults', {
      match: { path: '/charges/*' },
      times: 1,
      fault: { kind: 'html-502' },
    })
    for (let seconds = 0; seconds < 40; seconds += 5) {
      if ((await reconcileDue(shop.checkout, reconciler)).orders > 0) asked.push(seconds)
      shop.moveClock(5_000)
    }
    expect(asked).toEqual([0, 5, 15, 35])
  })
})

describe('the return link', () => {
  it('leads to the return page with the order in the fragment', async () => {
    const response = await shop.app.fetch(
      new Request('http://shop.test/checkout/return?order=ord_1&token=abc/'),
    )
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/return.html#tmn-order=ord_1&tmn-token=abc')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('cannot be bent to another site', async () => {
    const response = await shop.app.fetch(
      new Request('http://shop.test/checkout/return?order=//evil.example&token=x'),
    )
    expect(response.headers.get('location')).toBe(
      '/return.html#tmn-order=%2F%2Fevil.example&tmn-token=x',
    )
  })

  it('says that it is incomplete', async () => {
    expect(await shop.call('GET', '/checkout/return?order=ord_1')).toMatchObject({ status: 404 })
  })
})

describe('the door', () => {
  it('takes nothing but JSON', async () => {
    const response = await shop.app.fetch(
      new Request('http://shop.test/api/orders/ord_1/charge', { method: 'POST', body: 'source=1' }),
    )
    expect(response.status).toBe(415)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  it('takes no huge body', async () => {
    const body = { source: 'x'.repeat(20_000) }
    const path = '/api/orders/ord_1/charge'
    expect(await shop.call('POST', path, { body })).toMatchObject({ status: 413 })
  })

  it('says that it is well', async () => {
    expect(await shop.call('GET', '/healthz')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    })
  })

  it('gives a page what it needs, and no secret', async () => {
    const { body } = await shop.call('GET', '/api/config')
    expect(body).toEqual({
      publicKey: shop.simulator.publicKey,
      omiseUrl: shop.simulator.url,
      currency: 'THB',
      limits: { minAmount: 2_000, maxAmount: 5_000_000 },
      methods: [{ method: 'truemoney' }],
      authorizeHosts: [shop.simulator.url],
    })
  })

  it('answers a problem document at unknown addresses', async () => {
    expect(await shop.call('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
  })

  it('writes no key, token or phone number into the log', async () => {
    const order = await paidOrder()
    await shop.submit(order, 'src_test_5fxf2nobody00000000')
    await shop.app.fetch(
      new Request(`http://shop.test/checkout/return?order=${order.orderId}&token=${order.token}`),
    )
    const log = JSON.stringify(shop.log)
    for (const secret of [order.token, shop.simulator.secretKey, '0812345678', webhookSecret])
      expect(log).not.toContain(secret)
    expect(log).toContain(order.orderId)
  })
})

async function paidOrder(): Promise<{ orderId: string; token: string }> {
  const order = await shop.newOrder()
  await shop.submit(order, await shop.newSource())
  const [charge] = await shop.charges()
  await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
  expect(await shop.payment(order)).toMatchObject({
    status: 'successful',
    paidAt: expect.any(String),
  })
  return order
}
