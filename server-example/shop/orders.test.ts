import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../store/database.ts'
import { startTestEngines } from '../store/test-support/test-engines.ts'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const so = { reference: 'SO-2026-000123', amount: 100_000 }

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
})
afterEach(() => shop.close())

describe('orders.create', () => {
  it('returns an order that its token pays', async () => {
    const order = await shop.app.orders.create(so)
    expect(order).toMatchObject({ ...so, currency: 'THB', status: 'unpaid', livemode: false })
    await shop.submit(order, await shop.newSource())
    await payAll()
    expect(await shop.payment(order)).toMatchObject({
      status: 'successful',
      reference: so.reference,
      amount: so.amount,
    })
  })

  it('returns the same order for the same reference, with a token that works, and keeps earlier tokens good', async () => {
    const [first, ...more] = await Promise.all(
      Array.from({ length: 20 }, () => shop.app.orders.create(so)),
    )
    const again = await shop.app.orders.create(so)
    for (const one of [...more, again]) expect(one.orderId).toBe(first?.orderId)
    for (const one of [first, ...more, again])
      expect(await shop.payment(one ?? again)).toMatchObject({ status: 'unpaid' })
    expect(again.isNew).toBe(false)
  })

  it('refuses another amount for the reference, and says how to change it', async () => {
    await shop.app.orders.create(so)
    await expect(shop.app.orders.create({ ...so, amount: 90_000 })).rejects.toMatchObject({
      code: 'reference_conflict',
      message: expect.stringContaining('orders.update'),
    })
  })

  it.each([
    ['no reference', { amount: 100_000 }, 'reference'],
    ['an empty reference', { ...so, reference: '' }, 'reference'],
    ['a reference of 65 characters', { ...so, reference: 'x'.repeat(65) }, 'reference'],
    ['a reference of two lines', { ...so, reference: 'SO\n1' }, 'reference'],
    ['a reference that ends in a space', { ...so, reference: 'SO-1 ' }, 'reference'],
    ['baht with a fraction', { ...so, amount: 1_192.5 }, 'satang'],
    [
      'an amount as text',
      { ...so, amount: '119200' },
      'amount: Expected a whole number of satang (฿1,192 is 119200), got a text: write it without quotes',
    ],
    ['a list as reference', { ...so, reference: [] }, 'reference: Expected a text, got a list'],
    ['less than the server takes', { ...so, amount: 1_999 }, '2000 to 5000000'],
    ['another currency', { ...so, currency: 'USD' }, 'currency'],
    ['metadata of the server’s own', { ...so, metadata: { order_id: 'x' } }, 'order_id'],
    ['metadata that is nested', { ...so, metadata: { a: { b: 1 } } }, 'metadata'],
    ['a description of two lines', { ...so, description: 'a\nb' }, 'description'],
    ['a field that is not known', { ...so, items: [] }, 'items'],
  ])('refuses %s', async (_what, input, said) => {
    const response = await merchant('POST', '', input)
    expect(response).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(response.body.detail).toContain(said)
  })

  it('sends reference, description and metadata to Omise, beside the server’s own', async () => {
    const order = await shop.app.orders.create({
      ...so,
      description: '3 items',
      metadata: { branch: 'BKK' },
    })
    await shop.submit(order, await shop.newSource())
    const { body } = await shop.omise('GET', '/charges')
    expect(body.data).toMatchObject([
      {
        description: 'SO-2026-000123: 3 items',
        metadata: { branch: 'BKK', reference: so.reference, order_id: order.orderId },
      },
    ])
  })
})

describe('orders.find', () => {
  it('returns an order by reference or id with attempts, refunds and history', async () => {
    const { orderId } = await shop.app.orders.create({ ...so, metadata: { branch: 'BKK' } })
    for (const name of [{ reference: so.reference }, { orderId }])
      expect(await shop.app.orders.find(name)).toMatchObject({
        orderId,
        reference: so.reference,
        metadata: { branch: 'BKK' },
        state: 'unpaid',
        attempts: [],
        refunds: [],
        history: [{ kind: 'ordered' }],
      })
  })

  it('returns undefined for what is not there', async () => {
    expect(await shop.app.orders.find({ reference: 'SO-0' })).toBeUndefined()
  })
})

describe('orders.update', () => {
  it('changes amount, description and metadata of an unpaid order', async () => {
    const order = await shop.app.orders.create(so)
    const change = { amount: 90_000, description: 'coupon', metadata: { coupon: 'NEW' } }
    expect(await shop.app.orders.update({ reference: so.reference, ...change })).toMatchObject({
      amount: 90_000,
      status: 'unpaid',
    })
    expect(await shop.app.orders.find({ orderId: order.orderId })).toMatchObject(change)
  })

  it('expires a pending charge first; the next one is of the new amount', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await shop.app.orders.update({ reference: so.reference, amount: 90_000 })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'amount_changed' },
    })
    await shop.call('POST', `/api/orders/${order.orderId}/charge`, {
      token: order.token,
      body: { source: await shop.newSource('0812345678', 90_000), amount: 90_000 },
    })
    const { body } = await shop.omise('GET', '/charges')
    expect(
      body.data.map((one: { status: string; amount: number }) => [one.status, one.amount]),
    ).toEqual(
      expect.arrayContaining([
        ['expired', 100_000],
        ['pending', 90_000],
      ]),
    )
  })

  it('changes nothing of an order that was paid meanwhile, and says so', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await payAll()
    await expect(
      shop.app.orders.update({ reference: so.reference, amount: 90_000 }),
    ).rejects.toMatchObject({ code: 'already_paid' })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful', amount: 100_000 })
  })
})

describe('orders.cancel', () => {
  it('cancels once; no charge is made afterwards', async () => {
    const order = await shop.app.orders.create(so)
    for (const _time of [1, 2])
      expect(await shop.app.orders.cancel({ reference: so.reference })).toMatchObject({
        status: 'cancelled',
      })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'order_cancelled' },
    })
    expect(await shop.charges()).toEqual([])
  })

  it('expires a pending charge first', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await shop.app.orders.cancel({ reference: so.reference })
    expect(await shop.charges()).toMatchObject([{ status: 'expired' }])
  })

  it('cancels nothing that was paid meanwhile, and says so', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await payAll()
    await expect(shop.app.orders.cancel({ reference: so.reference })).rejects.toMatchObject({
      code: 'already_paid',
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  })

  it('changes nothing while a charge cannot be expired', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await shop.simulator.close()
    await expect(shop.app.orders.cancel({ reference: so.reference })).rejects.toMatchObject({
      code: 'unconfirmed',
    })
    expect(await shop.app.orders.find({ orderId: order.orderId })).toMatchObject({
      state: 'pending',
    })
  })

  it('refuses to make an order of its reference again', async () => {
    await shop.app.orders.create(so)
    await shop.app.orders.cancel({ reference: so.reference })
    await expect(shop.app.orders.create(so)).rejects.toMatchObject({ code: 'order_cancelled' })
  })
})

describe('refunds.create', () => {
  it('refunds by reference, once for each idempotency key', async () => {
    const order = await shop.app.orders.create(so)
    await shop.submit(order, await shop.newSource())
    await payAll()
    await shop.payment(order)
    const ask = { reference: so.reference, amount: 30_000, idempotencyKey: 'once' }
    const [one, two] = [await shop.app.refunds.create(ask), await shop.app.refunds.create(ask)]
    expect(two).toEqual(one)
    expect(one).toMatchObject({ status: 'done', amount: 30_000, orderState: 'partially_refunded' })
    const { body } = await shop.omise('GET', '/refunds')
    expect(body.data).toHaveLength(1)
  })
})

describe('over HTTP', () => {
  it('does the same for a shop in another language', async () => {
    const made = await merchant('POST', '', so)
    expect(made).toMatchObject({ status: 201, body: { ...so, status: 'unpaid' } })
    expect(await merchant('POST', '', so)).toMatchObject({
      status: 200,
      body: { orderId: made.body.orderId, token: made.body.token },
    })
    expect(await merchant('POST', '', { ...so, amount: 5_000 })).toMatchObject({
      status: 409,
      body: { code: 'reference_conflict' },
    })
    expect(await merchant('GET', `/${so.reference}`)).toMatchObject({
      status: 200,
      body: { orderId: made.body.orderId },
    })
    expect(await merchant('PATCH', `/${so.reference}`, { amount: 90_000 })).toMatchObject({
      status: 200,
      body: { amount: 90_000 },
    })
    expect(await merchant('POST', `/${so.reference}/refunds`, {})).toMatchObject({
      status: 422,
      body: { code: 'refund_refused' },
    })
    expect(await merchant('DELETE', `/${so.reference}`)).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    })
    expect(await merchant('PATCH', '/SO-0', { amount: 90_000 })).toMatchObject({ status: 404 })
  })

  it('is for who bears the merchant’s token', async () => {
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', '/SO-1'],
      ['DELETE', '/SO-1'],
      ['POST', '/SO-1/refunds'],
    ] as const)
      expect(
        await shop.call(method, `/api/merchant/orders${path}`, { token: 'x', body: so }),
      ).toMatchObject({ status: 401 })
  })
})

describe('from two processes on PostgreSQL', () => {
  const engines = startTestEngines()

  it('fifty calls at once make one order, fifty tokens that work, and one charge', async () => {
    const databaseUrl = await engines.PostgreSQL()
    const one = await openTestShop({ databaseUrl })
    const database = openDatabase(databaseUrl)
    const other = await openTestShop({ beside: { simulator: one.simulator, database } })
    const made = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => (nth % 2 === 0 ? one : other).app.orders.create(so)),
    )
    expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(1)
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1)
    const source = await one.newSource()
    const answers = await Promise.all(
      made.map((order, nth) => (nth % 2 === 0 ? one : other).submit(order, source)),
    )
    expect(new Set(answers.map(({ body }) => body.authorizeUri)).size).toBe(1)
    expect(await one.charges()).toHaveLength(1)
    await other.close()
    await database.db.destroy()
    await one.close()
  }, 60_000)
})

function merchant(method: string, path: string, body?: unknown) {
  return shop.call(method, `/api/merchant/orders${path}`, { token: merchantToken, body })
}

/** Every charge of the account is paid at TrueMoney. */
async function payAll(): Promise<void> {
  for (const { id } of await shop.charges()) await shop.omise('POST', `/charges/${id}/mark_as_paid`)
}
