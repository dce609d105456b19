import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from './checkout/ports.ts'

/** Without letters that are taken for digits: an order's id is read out on the telephone. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * Ids that do not collide: 65 random bits for an order, 122 for an attempt. An
 * order's id opens nothing; its token has 256.
 */
export const randomIds: Ids = {
  orderId: () => `ord_${readable(13)}`,
  // A UUID comes out of random bytes that Node has at hand.
  attemptId: () => `att_${randomUUID().replaceAll('-', '')}`,
  orderToken: () => randomBytes(32).toString('base64url'),
}

function readable(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
}

/** Could it be an order's id? What could not never reaches the database. */
export function isOrderId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}
