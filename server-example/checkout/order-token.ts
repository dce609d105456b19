import { createHash, timingSafeEqual } from 'node:crypto'

/** What is stored of an order's token. It has 256 random bits, so a plain hash is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Compares in constant time, so that a guess learns nothing from how long it took. */
export function isTokenOf(tokenHash: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash, 'hex'), Buffer.from(hashToken(token), 'hex'))
}
