import { randomBytes } from 'node:crypto'
import type { Ids } from './checkout/ports.ts'

/** Ids that cannot be guessed or collide: 120 random bits, 256 for an order's token. */
export const randomIds: Ids = {
  orderId: () => `ord_${randomBytes(15).toString('hex')}`,
  attemptId: () => `att_${randomBytes(15).toString('hex')}`,
  orderToken: () => randomBytes(32).toString('base64url'),
}
