import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reconcileDue } from '../checkout/reconciler.ts'
import { createRefund } from '../checkout/refunds/create-refund.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'the merchant’s token, long enough to be one'
const reconciler = { everyMs: 1, parallel: 10, perSecond: 1_000, leaseMs: 60_000 }
const dayMs = 86_400_000
const busyRefunds = {
  match: { method: 'POST', path: '/charges/*/refunds' },
  fault: { kind: 'status', status: 429, code: 'too_many_requests' },
}

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken: encodeURI(merchantToken) })
})
afterEach(() => shop.close())

describe('refunds', () => {
  it('void a whole charge on its own day', async () => {
    const order = await paidOrder()
    expect(await refund(order)).toMatchObject({
      status: 201,
      body: { status: 'done', amount: 100_000, voided: true, orderState: 'voided' },
    })
    expect(await omiseRefunds()).toMatchObject([{ amount: 100_000, voided: true }])
    expect(await shop.payment(order)).toMatchObject({
      status: 'successful',
      refundedAmount: 100_000,
    })
  })

  it('refund the day after, part by part, until nothing is left', async () => {
    const order = await paidOrder()
    await nextDay()
    expect(await refund(order, { amount: 30_000, reason: 'one cup broke' })).toMatchObject({
      body: { voided: false, orderState: 'partially_refunded' },
    })
    expect(await refund(order)).toMatchObject({ body: { amount: 70_000, orderState: 'refunded' } })
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: { code: 'refund_refused', detail: expect.stringContaining('refunded already') },
    })
    expect(await omiseRefunds()).toHaveLength(2)
  })

  it('never give back more than is left', async () => {
    const order = await paidOrder()
    await nextDay()
    await refund(order, { amount: 60_000 })
    expect(await refund(order, { amount: 40_001 })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('40000') },
    })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('say what to send in place of no body, and refund nothing', async () => {
    const order = await paidOrder()
    const path = `/api/orders/${order.orderId}/refunds`
    expect(await shop.call('POST', path, { token: encodeURI(merchantToken) })).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        detail:
          'Expected a body of JSON, got none. {"amount": 30000} refunds ฿300.00, {} all that is left.',
      },
    })
    expect(await refund(order, { amount: '300' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^amount: Expected .* satang .*, got a text/) },
    })
    expect(await omiseRefunds()).toEqual([])
  })

  it('end after thirty days', async () => {
    const order = await paidOrder()
    await moveBoth(30 * dayMs + 60_000)
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('30 days') },
    })
  })

  it('pass on in plain words what Omise refuses', async () => {
    const order = await paidOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges/*/refunds' },
      fault: {
        kind: 'status',
        status: 400,
        code: 'failed_refund',
        message: 'partial refunds are not supported',
      },
    })
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('partial refunds are not supported') },
    })
    expect(await refund(order)).toMatchObject({ status: 201 })
  })

  it('say what is wrong where Omise does not know the charge', async () => {
    const order = await paidOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges/*' },
      fault: { kind: 'status', status: 404, code: 'not_found', message: 'charge was not found' },
    })
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: {
        detail: expect.stringMatching(/does not show the charge.*charge was not found.*keys/),
      },
    })
    expect(await refund(order)).toMatchObject({ status: 201 })
  })

  it('are refused for what is not paid', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('paid order') },
    })
  })

  it('happen once however often they are asked for with the same key', async () => {
    const order = await paidOrder()
    await nextDay()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => refund(order, { amount: 10_000 }, { key: 'one' })),
    )
    expect(new Set(answers.map(({ body }) => body.refundId)).size).toBe(1)
    expect(await refund(order, { amount: 10_000 }, { key: 'one' })).toMatchObject({
      body: { status: 'done' },
    })
    expect(await omiseRefunds()).toHaveLength(1)
    await refund(order, { amount: 10_000 }, { key: 'two' })
    expect(await omiseRefunds()).toHaveLength(2)
  })

  it('do not run beside each other without a key', async () => {
    const order = await paidOrder()
    await nextDay()
    await Promise.all(Array.from({ length: 5 }, () => refund(order)))
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('whose answer was lost are found, not asked for again', async () => {
    const order = await paidOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges/*/refunds' },
      fault: { kind: 'reset-after' },
    })
    expect(await refund(order)).toMatchObject({ status: 201, body: { status: 'done' } })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('that Omise never made are given up after a while, and can be asked for again', async () => {
    const order = await paidOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges/*/refunds' },
      fault: { kind: 'reset-before' },
    })
    expect(await refund(order)).toMatchObject({ status: 202, body: { status: 'unconfirmed' } })
    expect(await refund(order)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('under way') },
    })
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await refund(order)).toMatchObject({ status: 201 })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('are not made again while the charge says that they happened and the list does not', async () => {
    const order = await paidOrder()
    await nextDay()
    await shop.control('POST', '/faults', { ...busyRefunds, fault: { kind: 'reset-after' } })
    shop.altered.alter({ path: /^\/charges\/\w+\/refunds/, change: emptyList })
    const asked = () => refund(order, { amount: 30_000 }, { key: 'one' })
    expect(await asked()).toMatchObject({ status: 202, body: { status: 'unconfirmed' } })
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await asked()).toMatchObject({ status: 202, body: { status: 'unconfirmed' } })
    shop.altered.heal()
    expect(await asked()).toMatchObject({ status: 201, body: { status: 'done' } })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('that were given up are looked for again, not sent, once the charge says that they happened', async () => {
    const order = await paidOrder()
    await nextDay()
    await shop.control('POST', '/faults', { ...busyRefunds, fault: { kind: 'reset-after' } })
    shop.altered.alter({ path: /^\/charges\/\w+\/refunds/, change: emptyList })
    shop.altered.alter({
      path: /^\/charges\/\w+$/,
      change: (charge) => ({ ...charge, refunded_amount: 0 }),
    })
    const asked = () => refund(order, { amount: 30_000 }, { key: 'one' })
    await asked()
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stateOfRefunds(order)).toEqual(['abandoned'])
    shop.altered.heal()
    shop.altered.alter({ path: /^\/charges\/\w+\/refunds/, change: emptyList })
    expect(await asked()).toMatchObject({ status: 202, body: { status: 'unconfirmed' } })
    expect(await refund(order, { amount: 30_000 }, { key: 'two' })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('30000 refunded satang') },
    })
    expect(await omiseRefunds()).toHaveLength(1)
    shop.altered.heal()
    expect(await asked()).toMatchObject({ status: 201, body: { status: 'done' } })
  })

  it('are done when Omise has settled them, and not before', async () => {
    const order = await paidOrder()
    await nextDay()
    shop.altered.alter({ path: /\/refunds/, change: withStatus('pending') })
    expect(await refund(order, { amount: 30_000 })).toMatchObject({
      status: 202,
      body: { status: 'pending', orderState: 'paid' },
    })
    expect(await shop.payment(order)).not.toHaveProperty('refundedAmount')
    shop.altered.heal()
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stateOfRefunds(order)).toEqual(['done'])
    expect(await shop.payment(order)).toMatchObject({ refundedAmount: 30_000 })
  })

  it('that failed at Omise say so, and can be asked for again', async () => {
    const order = await paidOrder()
    await nextDay()
    shop.altered.alter({ method: 'POST', path: /\/refunds/, change: withStatus('pending') })
    const asked = () => refund(order, { amount: 30_000 }, { key: 'one' })
    await asked()
    shop.altered.alter({ path: /\/refunds/, change: withStatus('failed') })
    // A failed refund is not in the charge's sum: our reading of the documentation.
    shop.altered.alter({
      path: /^\/charges\/\w+$/,
      change: (charge) => ({ ...charge, refunded_amount: 0 }),
    })
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stateOfRefunds(order)).toEqual(['failed'])
    expect(await asked()).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('failed') },
    })
    shop.altered.heal()
    shop.altered.alter({
      path: /^\/charges\/\w+$/,
      change: (charge) => ({ ...charge, refunded_amount: 0 }),
    })
    expect(await refund(order, { amount: 30_000 }, { key: 'two' })).toMatchObject({ status: 201 })
    expect(await stateOfRefunds(order)).toEqual(['failed', 'done'])
  })

  it.each([
    ['closed', 'done', 30_000],
    ['failed', 'failed', 0],
  ])('that Omise leaves open and then calls %s are known to be %s', async (ends, state, satang) => {
    const order = await paidOrder()
    await nextDay()
    await shop.control('POST', '/refunds', { status: 'pending' })
    await refund(order, { amount: 30_000 })
    const { refunds } = await shop.control('GET', '/state')
    await shop.control('POST', `/refunds/${refunds[0].id}`, { status: ends })
    shop.moveClock(60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stateOfRefunds(order)).toEqual([state])
    expect((await shop.payment(order)).refundedAmount ?? 0).toBe(satang)
    await shop.control('POST', '/refunds', { status: 'closed' })
    expect(await refund(order, { amount: 80_000 })).toMatchObject({
      status: ends === 'failed' ? 201 : 422,
    })
  })

  it('that fail after they were settled are known to have failed once Omise says it', async () => {
    const order = await paidOrder()
    await refund(order)
    expect(await stateOfRefunds(order)).toEqual(['done'])
    shop.altered.alter({ path: /\/refunds/, change: withStatus('failed') })
    const [charge] = await shop.charges()
    await shop.deliver({
      id: 'evnt_1',
      key: 'refund.update',
      data: { object: 'refund', charge: charge?.id },
    })
    expect(await stateOfRefunds(order)).toEqual(['failed'])
  })

  it('can be asked for again with the same key when Omise was too busy', async () => {
    const order = await paidOrder()
    await shop.control('POST', '/faults', busyRefunds)
    expect(await refund(order, {}, { key: 'one' })).toMatchObject({ status: 503 })
    expect(await refund(order, {}, { key: 'one' })).toMatchObject({
      status: 201,
      body: { status: 'done' },
    })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('are not mixed up when one key comes with two amounts', async () => {
    const order = await paidOrder()
    await nextDay()
    await refund(order, { amount: 10_000 }, { key: 'one' })
    const other = await refund(order, { amount: 20_000 }, { key: 'one' })
    expect(other).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('10000') },
    })
    expect(await omiseRefunds()).toHaveLength(1)
  })

  it('are not asked for by a process that slept since it wrote them down', async () => {
    const order = await paidOrder()
    const { store } = shop.checkout
    const sleepy = {
      ...store,
      async saveOrder(...args: Parameters<typeof store.saveOrder>) {
        const saved = await store.saveOrder(...args)
        shop.moveClock(60_000)
        return saved
      },
    }
    const wanted = { orderId: order.orderId, reason: null, refundId: 'rfd_slept' }
    const result = await createRefund({ ...shop.checkout, store: sleepy }, wanted)
    expect(result).toMatchObject({ kind: 'unconfirmed' })
    expect(await omiseRefunds()).toEqual([])
  })

  it('made at Omise’s dashboard show up, and count', async () => {
    const order = await paidOrder()
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/refunds`, { amount: 25_000 })
    await shop.deliver({
      id: 'evnt_1',
      key: 'refund.create',
      data: { object: 'refund', charge: charge?.id },
    })
    expect(await shop.payment(order)).toMatchObject({ refundedAmount: 25_000 })
    expect(await refund(order, { amount: 80_000 })).toMatchObject({ status: 422 })
  })

  it('are the merchant’s alone', async () => {
    const order = await paidOrder()
    for (const token of [order.token, 'wrong'])
      expect(await refund(order, {}, { token })).toMatchObject({ status: 401 })
    expect(await omiseRefunds()).toEqual([])
  })

  it('have no route without a merchant’s token', async () => {
    const closed = await openTestShop()
    const order = await closed.newOrder()
    const answer = await closed.call('POST', `/api/orders/${order.orderId}/refunds`, {
      token: 'undefined',
      body: {},
    })
    expect(answer).toMatchObject({ status: 404 })
    await closed.close()
  })

  it.each([
    ['at once', []],
    ['when Omise was too busy at first', [busyRefunds]],
    [
      'when Omise refused at first',
      [{ ...busyRefunds, fault: { kind: 'status', status: 400, code: 'failed_refund' } }],
    ],
    ['when the call was lost on its way', [{ ...busyRefunds, fault: { kind: 'reset-before' } }]],
  ])('are made automatically of what was paid twice, %s', async (_when, faults) => {
    const { order, charge } = await paidTwice()
    for (const fault of faults) await shop.control('POST', '/faults', fault)
    for (let looks = 0; looks < 4; looks += 1) {
      await reconcileDue(shop.checkout, reconciler)
      shop.moveClock(120_000)
    }
    const { body } = await shop.omise('GET', `/charges/${charge}`)
    expect(body.refunded_amount).toBe(100_000)
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
    expect(await shop.payment(order)).not.toHaveProperty('refundedAmount')
    expect(shop.log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ reason: 'the order was paid twice' }),
      }),
    )
  })

  it('are asked for ever more rarely while Omise refuses what was paid twice', async () => {
    const { order } = await paidTwice()
    const refusing = { kind: 'status', status: 400, code: 'failed_refund' }
    await shop.control('POST', '/faults', { ...busyRefunds, fault: refusing, times: 1_000 })
    const asked: number[] = []
    for (let hours = 0; hours < 10 * 24; hours += 1) {
      await reconcileDue(shop.checkout, reconciler)
      asked.push((await stateOfRefunds(order))?.length ?? 0)
      shop.moveClock(3_600_000)
    }
    expect(asked.slice(0, 3)).toEqual([1, 2, 3])
    expect(asked.at(-1)).toBeLessThan(30)
    await shop.control('DELETE', '/faults')
    await reconcileDue(shop.checkout, reconciler)
    shop.moveClock(12 * 3_600_000)
    await reconcileDue(shop.checkout, reconciler)
    expect((await stateOfRefunds(order))?.at(-1)).toBe('done')
  })
})

function emptyList(list: Record<string, unknown>) {
  return { ...list, total: 0, data: [] }
}

/** Of a refund, or of every refund in a list. */
function withStatus(status: string) {
  return (body: Record<string, unknown>): unknown => {
    if (body.object === 'refund') return { ...body, status }
    if (!Array.isArray(body.data)) return body
    return { ...body, data: body.data.map((one) => ({ ...one, status })) }
  }
}

async function stateOfRefunds({ orderId }: { orderId: string }) {
  const order = await shop.checkout.store.findOrder(orderId)
  return order?.refunds.map(({ state }) => state)
}

function never(): never {
  throw new Error('no attempt')
}

async function paidOrder(): Promise<{ orderId: string; token: string }> {
  const order = await shop.newOrder()
  await shop.submit(order, await shop.newSource())
  const charge = (await shop.charges()).at(-1)
  await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
  expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  return order
}

/** An order whose second charge was paid too, and is known to the server. */
async function paidTwice() {
  const order = await paidOrder()
  const stored = await shop.checkout.store.findOrder(order.orderId)
  const second = {
    ...(stored?.attempts[0] ?? never()),
    id: 'att_second',
    state: 'superseded' as const,
    chargeId: null,
    paidAt: null,
  }
  if (stored === undefined) throw new Error('no order')
  await shop.checkout.store.saveOrder(stored, {
    ...stored,
    attempts: [...stored.attempts, second],
  })
  const twin = await shop.omise('POST', '/charges', {
    amount: 100_000,
    currency: 'THB',
    source: { type: 'truemoney', phone_number: '0812345678' },
    return_uri: 'http://shop.test/',
    metadata: { order_id: order.orderId, attempt_id: 'att_second' },
  })
  await shop.omise('POST', `/charges/${twin.body.id}/mark_as_paid`)
  await shop.deliver({
    id: 'evnt_2',
    key: 'charge.complete',
    data: { object: 'charge', id: twin.body.id },
  })
  return { order, charge: String(twin.body.id) }
}

function refund(
  { orderId }: { orderId: string },
  body: { amount?: number | string; reason?: string } = {},
  { token = encodeURI(merchantToken), key }: { token?: string; key?: string } = {},
) {
  return shop.call('POST', `/api/orders/${orderId}/refunds`, {
    token,
    body,
    ...(key !== undefined && { key }),
  })
}

async function omiseRefunds(): Promise<unknown[]> {
  const [charge] = await shop.charges()
  const { body } = await shop.omise('GET', `/charges/${charge?.id}/refunds`)
  return body.data
}

async function moveBoth(ms: number): Promise<void> {
  shop.moveClock(ms)
  await shop.control('POST', '/clock', { advanceMs: ms })
}

function nextDay(): Promise<void> {
  return moveBoth(dayMs)
}
