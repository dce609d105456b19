import zlib from 'node:zlib'
import decodeQR from 'qr/decode.js'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openTestAccount } from '../test-account.ts'

const codeSchema = z.looseObject({
  image: z.looseObject({ id: z.string(), location: z.string(), download_uri: z.string() }),
})

async function openQr(options = {}, version = '2019-05-29') {
  const account = openTestAccount({ paymentMethods: ['truemoney_qr'], ...options })
  const { body } = await account.call('POST', '/charges', {
    form: 'amount=100000&currency=thb&source[type]=truemoney_qr',
    version,
  })
  const source = z.looseObject({ id: z.string(), scannable_code: codeSchema }).parse(body.source)
  const { image } = source.scannable_code
  const download = (path = new URL(image.download_uri).pathname) =>
    account.fetchRaw('GET', path, { key: null, version: null })
  return { account, id: String(body.id), body, source, image, download }
}

it('shows the QR code of a charge as recorded for PromptPay', async () => {
  const { id, body, source, image } = await openQr()
  expect(source.scannable_code).toEqual({
    object: 'barcode',
    type: 'qr',
    image: {
      object: 'document',
      livemode: false,
      id: expect.stringMatching(/^docu_test_[0-9a-z]{19}$/),
      deleted: false,
      filename: 'qrcode.svg',
      location: `/charges/${id}/documents/${image.id}`,
      kind: 'qr',
      download_uri: expect.stringMatching(
        new RegExp(`^http://localhost:4010${image.location}/downloads/[0-9A-F]{16}$`),
      ),
      created_at: '2025-03-20T09:41:53Z',
    },
    raw_data: null,
  })
  expect(body).toMatchObject({
    source: { flow: 'offline', type: 'truemoney_qr' },
    authorize_uri: expect.stringMatching(/\/payments\/pay2_test_/),
  })
  expect(source.provider_references).toMatchObject({
    reference_number_1: expect.stringMatching(/^[0-9A-Z]{19}$/),
  })
})

it('has no code on a source before its charge, and the charge’s code after it', async () => {
  const { account, source, image } = await openQr()
  const { body: fresh } = await account.post(
    '/sources',
    'type=truemoney_qr&amount=100000&currency=thb',
  )
  expect(fresh.scannable_code).toBeNull()
  const { body: charged } = await account.get(`/sources/${source.id}`)
  expect(charged.scannable_code).toMatchObject({ image: { id: image.id } })
})

it('names the time of the document as the version does', async () => {
  const { image } = await openQr({}, '2017-11-02')
  expect(image).toMatchObject({ created: '2025-03-20T09:41:53Z' })
  expect(image).not.toHaveProperty('created_at')
})

it('draws an SVG that scans as the address of the simulated app', async () => {
  const { account, id, download } = await openQr()
  const response = await download()
  expect(response.headers.get('Content-Type')).toBe('image/svg+xml')
  const { body } = await account.call('GET', `/_simulator/charges/${id}`, { key: null })
  expect(decodeQR(pixelsOfSvg(await response.text()))).toBe(body.scanUri)
})

it('draws a PNG that scans as the address of the simulated app', async () => {
  const { account, id, image, download } = await openQr({ qrFormat: 'png' })
  expect(image.filename).toBe('qrcode.png')
  const response = await download()
  expect(response.headers.get('Content-Type')).toBe('image/png')
  const { body } = await account.call('GET', `/_simulator/charges/${id}`, { key: null })
  expect(decodeQR(pixelsOfPng(Buffer.from(await response.arrayBuffer())))).toBe(body.scanUri)
})

it('lets nobody download a code with another token', async () => {
  const { image, download } = await openQr()
  const path = `${image.location}/downloads/0123456789ABCDEF`
  expect((await download(path)).status).toBe(404)
})

it('shows the document itself with the secret key only', async () => {
  const { account, image } = await openQr()
  expect((await account.get(image.location)).body).toEqual(image)
  expect((await account.get(`${image.location}0`)).body).toMatchObject({ code: 'not_found' })
  const { status } = await account.call('GET', image.location, { key: null })
  expect(status).toBe(401)
})

it('expires a charge with a code when asked, unless it is told to refuse that', async () => {
  const accepting = await openQr()
  const expired = await accepting.account.post(`/charges/${accepting.id}/expire`)
  expect(expired.body.status).toBe('expired')

  const refusing = await openQr({ qrExpiry: 'refuse' })
  const refused = await refusing.account.post(`/charges/${refusing.id}/expire`)
  expect([refused.status, refused.body.code]).toEqual([400, 'failed_expire'])
  const { body } = await refusing.account.get(`/charges/${refusing.id}`)
  expect(body.status).toBe('pending')
})

type Pixels = { width: number; height: number; data: Uint8Array }

function pixelsOf(size: number, isDark: (x: number, y: number) => boolean): Pixels {
  const data = new Uint8Array(size * size * 4).fill(255)
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (isDark(x, y)) data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3)
  return { width: size, height: size, data }
}

/** Draws the dark squares of the path, four pixels a module. */
function pixelsOfSvg(svg: string): Pixels {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const dark = new Set([...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  return pixelsOf(size * 4, (x, y) => dark.has(`${Math.floor(x / 4)} ${Math.floor(y / 4)}`))
}

/** Reads what the simulator writes: one bit a pixel, filter 0, one chunk of data. */
function pixelsOfPng(png: Buffer): Pixels {
  const size = png.readUInt32BE(16)
  const length = png.readUInt32BE(33)
  expect(png.toString('latin1', 37, 41)).toBe('IDAT')
  const rows = zlib.inflateSync(png.subarray(41, 41 + length))
  const stride = 1 + Math.ceil(size / 8)
  return pixelsOf(
    size,
    (x, y) => (rows.readUInt8(y * stride + 1 + (x >> 3)) & (0x80 >> (x & 7))) === 0,
  )
}
