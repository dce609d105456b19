import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentMethods } from '../../widget/contract.ts'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'

const minuteMs = 60_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop({
    serverMakesSources: true,
    account: { paymentMethods },
  })
})
afterEach(() => shop.close())

const statuses = async () => (await shop.charges()).map(({ status }) => status)

/** A submit of the server's own making of a source. */
async function charge(
  { orderId, token }: { orderId: string; token: string },
  body: Record<string, unknown>,
) {
  return shop.call('POST', `/api/orders/${orderId}/charge`, { token, body })
}

describe('an attempt', () => {
  it.each([
    ['truemoney', () => shop.newSource()],
    ['truemoney_jumpapp', () => shop.newSourceOf('truemoney_jumpapp')],
    ['truemoney_qr', () => shop.newSourceOf('truemoney_qr')],
  ])('learns from its charge that its method is %s', async (method, newSource) => {
    const order = await shop.newOrder()
    await shop.submit(order, await newSource())
    expect(await shop.payment(order)).toMatchObject({ status: 'pending', method })
  })

  it('knows the method of a source that the server made before anything is sent', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges' },
      times: 1,
      fault: { kind: 'reset-before' },
    })
    await charge(order, { method: 'truemoney_jumpapp' })
    expect(await shop.payment(order)).toMatchObject({ method: 'truemoney_jumpapp' })
  })
})

describe('a source that the server makes', () => {
  it.each([
    ['truemoney', { phoneNumber: '0812345678' }, true],
    ['truemoney_jumpapp', { method: 'truemoney_jumpapp' }, true],
    ['truemoney_qr', { method: 'truemoney_qr' }, false],
  ] as const)('of %s has a return_uri only where the buyer leaves', async (type, body, leaves) => {
    const order = await shop.newOrder()
    await charge(order, body)
    const { body: listed } = await shop.omise('GET', '/charges')
    expect(listed.data).toMatchObject([{ status: 'pending', source: { type } }])
    expect(listed.data[0].return_uri !== null).toBe(leaves)
  })
})

describe('a second click', () => {
  it('on the app goes on with the same charge, whoever made the sources', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    const again = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    const byServer = await charge(order, { method: 'truemoney_jumpapp' })
    expect(first.body).toEqual({ authorizeUri: expect.any(String) })
    expect([again.body, byServer.body]).toEqual([first.body, first.body])
    expect(await shop.charges()).toHaveLength(1)
  })

  it('with another method expires the pending charge before there is another', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    const phone = await shop.submit(order, await shop.newSource())
    expect(phone.status).toBe(200)
    expect(await statuses()).toEqual(['expired', 'pending'])
    await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    expect(await statuses()).toEqual(['expired', 'expired', 'pending'])
  })

  it('with another method that asks for no number either replaces the charge as well', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSourceOf('truemoney_qr'))
    expect((await charge(order, { method: 'truemoney_jumpapp' })).status).toBe(200)
    expect(await statuses()).toEqual(['expired', 'pending'])
  })

  it('with another method finds the payment that was made meanwhile, and charges nothing', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    const [{ id } = { id: '' }] = await shop.charges()
    await shop.omise('POST', `/charges/${id}/mark_as_paid`)
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'already_paid' },
    })
    expect(await shop.charges()).toHaveLength(1)
  })

  it('with another method makes no second charge while the first cannot be expired', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges/*/expire' },
      times: 1,
      fault: { kind: 'reset-before' },
    })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'charge_unconfirmed' },
    })
    expect(await statuses()).toEqual(['pending'])
  })

  it('on the app after its window expires the old charge and makes a new one', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    shop.moveClock(3 * minuteMs + 30_000)
    const next = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    expect(next.status).toBe(200)
    expect(next.body).not.toEqual(first.body)
    expect(await statuses()).toEqual(['expired', 'pending'])
  })

  it('on the app is still the same charge just before the window is over', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    shop.moveClock(3 * minuteMs - 10_000)
    const again = await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
    expect(again.body).toEqual(first.body)
  })

  it('by phone number has no window', async () => {
    const order = await shop.newOrder()
    const first = await shop.submit(order, await shop.newSource())
    shop.moveClock(60 * minuteMs)
    expect((await shop.submit(order, await shop.newSource())).body).toEqual(first.body)
  })
})

it('a payment names the method that was paid, not the one that was tried before', async () => {
  const order = await shop.newOrder()
  await shop.submit(order, await shop.newSourceOf('truemoney_jumpapp'))
  await shop.submit(order, await shop.newSource())
  const [, phone] = await shop.charges()
  await shop.omise('POST', `/charges/${phone?.id}/mark_as_paid`)
  expect(await shop.payment(order)).toMatchObject({ status: 'successful', method: 'truemoney' })
})
