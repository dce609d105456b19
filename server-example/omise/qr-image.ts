/** The picture of a QR code from where Omise keeps it: a small PNG or SVG, by its bytes, or nothing. */
import { type Dispatcher, request } from 'undici'
import type { QrPicture } from '../checkout/provider.ts'

/** A recorded one has some 20 kB. */
const maxBytes = 512 * 1024
const maxRedirects = 2

type Fetching = {
  readonly dispatcher: Dispatcher
  readonly signal: AbortSignal
  /** Over plain http only where Omise itself is spoken to so: a simulator. */
  readonly allowsHttp: boolean
}

/**
 * Downloads it without any key: the address alone opens it. Throws an `Error`
 * when it cannot be had, is too large, or is something else.
 */
export async function downloadQr(uri: string, fetching: Fetching): Promise<QrPicture> {
  let url = uri
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const { protocol } = new URL(url)
    if (protocol !== 'https:' && !(fetching.allowsHttp && protocol === 'http:'))
      throw new Error(`Expected the QR code at an https address, got ${protocol}`)
    const { dispatcher, signal } = fetching
    const { statusCode, headers, body } = await request(url, { dispatcher, signal })
    const { location } = headers
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      await body.dump()
      url = new URL(location, url).href
      continue
    }
    if (statusCode !== 200) {
      await body.dump()
      throw new Error(`Expected the QR code, got status ${statusCode}`)
    }
    return pictureOf(await readBounded(body))
  }
  throw new Error('Expected the QR code, got one redirect after another')
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    // Leaving the loop destroys the stream.
    if (length > maxBytes) throw new Error(`Expected a QR code of at most ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const svgStart =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?(?:<!DOCTYPE\s+svg[^>]*>\s*)?<svg[\s>]/i

/** Returns the picture with its type by its bytes; headers are not trusted. */
export function pictureOf(bytes: Buffer): QrPicture {
  if (bytes.subarray(0, pngStart.length).equals(pngStart))
    return { contentType: 'image/png', bytes: new Uint8Array(bytes) }
  if (svgStart.test(bytes.subarray(0, 2_000).toString('utf8')))
    return { contentType: 'image/svg+xml', bytes: new Uint8Array(bytes) }
  throw new Error('Expected a PNG or SVG as QR code, got something else')
}
