/**
 * Omise's webhook signature: `Omise-Signature` holds one or, while a secret is
 * being replaced, several hex HMAC-SHA256 of `<Omise-Signature-Timestamp>.<raw
 * body>`, keyed with the base64-decoded secret. Source: many independent
 * implementations quoting Omise's "Protecting your endpoints"; Omise publishes
 * no test vector, ours are in `webhook-vectors.json`.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignedDelivery = {
  /** `Omise-Signature`, as received. */
  readonly signature: string | undefined
  /** `Omise-Signature-Timestamp`, seconds since 1970, as received. */
  readonly timestamp: string | undefined
  /** The body's bytes, before anything has parsed them. */
  readonly body: Uint8Array
}

export type SignatureVerdict = 'valid' | 'missing' | 'stale' | 'invalid'

const toleranceMs = 5 * 60_000

/** Is the delivery signed with one of our secrets (base64), within five minutes of now? */
export function verifySignature(
  { signature, timestamp, body }: SignedDelivery,
  secrets: readonly string[],
  nowMs: number,
): SignatureVerdict {
  if (signature === undefined || timestamp === undefined) return 'missing'
  if (!/^\d{1,12}$/.test(timestamp)) return 'invalid'
  if (Math.abs(nowMs - Number(timestamp) * 1000) > toleranceMs) return 'stale'
  const given = signature.split(',').map((one) => Buffer.from(one.trim(), 'hex'))
  const expected = secrets.map((secret) => sign(secret, timestamp, body))
  return expected.some((one) => given.some((other) => isEqual(one, other))) ? 'valid' : 'invalid'
}

function sign(secret: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${timestamp}.`)
    .update(body)
    .digest()
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
