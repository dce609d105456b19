/**
 * Links to the picture of a QR code on this server. A page's `<img>` cannot send
 * the order's token, and the token must not be in an address. So a link is signed
 * for one attempt and ends with its charge: whoever gets hold of it sees a code
 * that pays the order, and learns nothing of it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { QrCode } from '../../widget/contract.ts'
import type { Attempt } from '../checkout/order/attempt.ts'
import { iso } from '../checkout/order/iso-time.ts'

export type QrLinks = {
  /** What a page shows of an attempt with a QR code; `undefined` for any other. The same while it is pending. */
  codeOf(orderId: string, attempt: Attempt): QrCode | undefined
  /** The attempt that a link of the order opens at that time; `undefined` when it opens none. */
  openedBy(
    orderId: string,
    query: Readonly<Record<string, string>>,
    now: number,
  ): string | undefined
}

/** For a charge that does not say when it ends: long enough to look at it once. A choice. */
const openForMs = 10 * 60_000

export function createQrLinks({
  secret,
  publicUrl,
}: {
  secret: string
  /** This server as the buyer's browser knows it, without a trailing slash. */
  publicUrl: string
}): QrLinks {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'truemoney-checkout QR links', 32))

  return {
    codeOf(orderId, { id, qr, createdAt, expiresAt }) {
      if (qr === null) return undefined
      const until = String(expiresAt ?? createdAt + openForMs)
      const query = new URLSearchParams({
        attempt: id,
        until,
        signature: sign(orderId, id, until).toString('base64url'),
      })
      const imageUri = `${publicUrl}/api/orders/${orderId}/qr?${query}`
      // Apps of banks and wallets read a saved PNG, and not an SVG.
      const isPng = qr.filename?.toLowerCase().endsWith('.png') === true
      return {
        imageUri,
        ...(isPng && { saveUri: `${imageUri}&save=1` }),
        ...(expiresAt !== null && { expiresAt: iso(expiresAt) }),
      }
    },
    openedBy(orderId, { attempt = '', until = '', signature = '' }, now) {
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(orderId, attempt, until)
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
      return isSigned && now < Number(until) ? attempt : undefined
    },
  }

  function sign(orderId: string, attemptId: string, until: string): Buffer {
    return createHmac('sha256', key).update([orderId, attemptId, until].join('\n')).digest()
  }
}
