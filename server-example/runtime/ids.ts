import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../checkout/ports.ts'

/** Without letters that are taken for digits: an order's id is read out on the telephone. In the order of ASCII. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Of about 17 minutes each, numbered with five characters: enough until the year 3085. */
const periodMs = 2 ** 20
const periodLength = 5

/**
 * Ids that do not collide: 50 random bits for an order and 98 for an attempt, beside all others of
 * the same 17 minutes. An order's id opens nothing; its token does.
 *
 * They begin with the time: what is made together lies together in the database's indexes, at their
 * end, so that an order costs the same however many lie before it.
 */
export function createIds(now: () => number): Ids {
  return {
    orderId: () => `ord_${periodOf(now())}${readable(10)}`,
    // A UUID comes out of random bytes that Node has at hand.
    attemptId: () => `att_${periodOf(now())}${randomUUID().replaceAll('-', '').slice(6)}`,
  }
}

export const randomIds = createIds(Date.now)

function periodOf(ms: number): string {
  let period = Math.floor(ms / periodMs)
  let text = ''
  while (text.length < periodLength) {
    text = alphabet.charAt(period % alphabet.length) + text
    period = Math.floor(period / alphabet.length)
  }
  return text
}

function readable(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
}

/** Could it be an order's id? What could not never reaches the database. */
export function isOrderId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}
