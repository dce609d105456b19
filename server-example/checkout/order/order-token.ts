/** Tokens that open one order to its buyer. */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export type OrderTokens = {
  /** The same token for the same order, as long as the secret is the same. */
  tokenOf(orderId: string): string
}

/**
 * Derives tokens from a secret, so that the same order can be handed out again
 * with a token that works although no token is stored. After the secret changed,
 * tokens differ; the earlier ones stay good, since their hashes are stored.
 */
export function createOrderTokens(secret: string): OrderTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'truemoney-checkout order tokens', 32))
  return {
    tokenOf: (orderId) => createHmac('sha256', key).update(orderId).digest('base64url'),
  }
}

/** What is stored of an order's token. A token has 256 random bits, so a plain hash is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Compares in constant time, so that the duration reveals nothing. */
export function isTokenOf(tokenHashes: readonly string[], token: string): boolean {
  const given = Buffer.from(hashToken(token), 'hex')
  return tokenHashes.some((hash) => timingSafeEqual(Buffer.from(hash, 'hex'), given))
}
