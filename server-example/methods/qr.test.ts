import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentMethods } from '../../widget/contract.ts'
import { pictureOf } from '../omise/qr-image.ts'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'

let shop: TestShop
const open = (qrFormat: 'svg' | 'png', qrExpiry: 'accept' | 'refuse' = 'accept') =>
  openTestShop({ account: { paymentMethods, qrFormat, qrExpiry }, serverMakesSources: true })
beforeEach(async () => {
  shop = await open('svg')
})
afterEach(() => shop.close())

async function scanned(qrFormat?: 'png') {
  if (qrFormat !== undefined) {
    await shop.close()
    shop = await open(qrFormat)
  }
  const order = await shop.newOrder()
  const { status, body } = await shop.submit(order, await shop.newSourceOf('truemoney_qr'))
  return { order, status, qr: body.qr }
}

const load = (uri: string) => shop.app.fetch(new Request(uri))
const qrOf = async (order: { orderId: string; token: string }) => (await shop.payment(order)).qr

describe('a QR code', () => {
  it('is the answer to the charge, and the same in the payment while it is pending', async () => {
    const { order, status, qr } = await scanned()
    expect(status).toBe(200)
    expect(qr).toEqual({
      imageUri: expect.stringContaining(`http://shop.test/api/orders/${order.orderId}/qr?`),
      expiresAt: expect.stringMatching(/Z$/),
    })
    const payment = await shop.payment(order)
    expect(payment).toMatchObject({ status: 'pending', method: 'truemoney_qr', qr })
    expect(payment).not.toHaveProperty('authorizeUri')
    const again = await shop.submit(order, await shop.newSourceOf('truemoney_qr'))
    expect(again.body).toEqual({ qr })
    expect(await shop.charges()).toHaveLength(1)
  })

  it('is the answer to a source that the server makes, too', async () => {
    const { orderId, token } = await shop.newOrder()
    const body = { method: 'truemoney_qr' }
    const answer = await shop.call('POST', `/api/orders/${orderId}/charge`, { token, body })
    expect(answer.body).toEqual({ qr: expect.objectContaining({ imageUri: expect.any(String) }) })
  })

  it('holds neither the token of its order nor Omise’s address', async () => {
    const { order, qr } = await scanned()
    expect(JSON.stringify(qr)).not.toContain(order.token)
    expect(JSON.stringify(qr)).not.toContain(shop.simulator.url)
  })

  it.each([
    [undefined, 'image/svg+xml', 'svg'],
    ['png', 'image/png', 'png'],
  ] as const)('is relayed as what it is: %s, %s', async (format, type, extension) => {
    const { qr } = await scanned(format)
    const response = await load(qr.imageUri)
    expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([
      200,
      {
        'content-type': type,
        'content-disposition': `inline; filename="truemoney-qr.${extension}"`,
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-store',
      },
    ])
    expect(pictureOf(Buffer.from(await response.arrayBuffer())).contentType).toBe(type)
  })

  it('is offered to be saved where it is a PNG', async () => {
    const { qr } = await scanned('png')
    const { headers } = await load(qr.saveUri)
    expect(headers.get('content-disposition')).toBe('attachment; filename="truemoney-qr.png"')
  })

  it('needs no call of Omise’s API', async () => {
    const { qr } = await scanned()
    const before = shop.altered.asked.length
    expect((await load(qr.imageUri)).status).toBe(200)
    expect(shop.altered.asked).toHaveLength(before)
  })

  it.each([
    ['another order', (uri: string) => uri.replace(/ord_\w+/, 'ord_other')],
    ['another attempt', (uri: string) => uri.replace(/attempt=\w+/, 'attempt=att_other')],
    ['another end', (uri: string) => uri.replace(/until=\d+/, 'until=99999999999999')],
    ['no signature', (uri: string) => uri.replace(/&signature=[^&]+/, '')],
    ['a signature cut short', (uri: string) => uri.replace(/(signature=[^&]+)..$/, '$1')],
  ])('is not shown by a link with %s', async (_what, changed) => {
    const { qr } = await scanned()
    const uri = changed(qr.imageUri)
    expect(uri).not.toBe(qr.imageUri)
    expect((await load(uri)).status).toBe(404)
  })

  it('is not shown any more after its end', async () => {
    const { qr } = await scanned()
    shop.moveClock(3 * 60_000)
    expect((await load(qr.imageUri)).status).toBe(404)
  })

  it('is not shown any more when it is paid', async () => {
    const { order, qr } = await scanned()
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
    expect(await qrOf(order)).toBeUndefined()
    expect((await load(qr.imageUri)).status).toBe(404)
  })

  it('is renewed by a click after its window, and the old charge is expired', async () => {
    const { order, qr } = await scanned()
    shop.moveClock(4 * 60_000)
    const { body } = await shop.submit(order, await shop.newSourceOf('truemoney_qr'))
    expect(body.qr.imageUri).not.toBe(qr.imageUri)
    expect((await shop.charges()).map(({ status }) => status)).toEqual(['expired', 'pending'])
  })

  it('that Omise does not expire stays the only charge, whatever the buyer chooses then', async () => {
    await shop.close()
    shop = await open('svg', 'refuse')
    const { order, qr } = await scanned()
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'charge_unconfirmed' },
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'pending', qr })
    expect(await shop.charges()).toHaveLength(1)
    await shop.control('POST', '/clock', { advanceMs: 3 * 60_000 })
    expect((await shop.submit(order, await shop.newSource())).status).toBe(200)
    expect((await shop.charges()).map(({ status }) => status)).toEqual(['expired', 'pending'])
  })

  it('says when Omise does not show it, and the payment goes on', async () => {
    const { order, qr } = await scanned()
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges/*/documents/*/downloads/*' },
      times: 1,
      fault: { kind: 'reset-before' },
    })
    expect((await load(qr.imageUri)).status).toBe(503)
    expect((await load(qr.imageUri)).status).toBe(200)
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
  })

  it('of another shape than recorded leaves a payment that waits', async () => {
    shop.altered.alter({
      path: /^\/charges/,
      change: (charge) => ({
        ...charge,
        authorize_uri: null,
        source: { type: 'truemoney_qr', scannable_code: 7 },
      }),
    })
    const { order, status } = await scanned()
    expect(status).toBe(409)
    expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
  })
})

describe('a picture', () => {
  it.each([
    ['a page', '<!doctype html><html><body><svg></svg></body></html>'],
    ['a script', 'alert("<svg>")'],
    ['nothing', ''],
  ])('is not relayed when it is %s', (_what, text) => {
    expect(() => pictureOf(Buffer.from(text))).toThrow('Expected a PNG or SVG')
  })

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '\uFEFF<?xml version="1.0"?>\n<!-- made -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "">\n<svg></svg>',
  ])('is an SVG by its first element: %s', (text) => {
    expect(pictureOf(Buffer.from(text)).contentType).toBe('image/svg+xml')
  })
})
