import { createHmac } from 'node:crypto'
import { parsePhone } from '../../widget/core/phone.ts'
import type { AdmitCharge } from '../checkout/charge-request.ts'
import type { RateLimiter } from './rate-limiter.ts'

/**
 * Decides whether a new charge may be made. Each one makes TrueMoney send a
 * one-time password to the number of its source, so that a stranger's phone can
 * be flooded: charges are counted by number, and by order, whose number may
 * change with every charge. A charge without a number is counted by address.
 *
 * Numbers are counted as a keyed hash, which every process with the same secret
 * key shares; the database does not reveal them.
 */
export function createChargeAdmission(limiter: RateLimiter, secretKey: string): AdmitCharge {
  return async ({ orderId, address, readPhoneNumber }) => {
    if (!limiter.limits('newCharges')) return null
    const ofOrder = await limiter.count('newCharges', 'order', orderId)
    if (ofOrder !== null) return { by: 'order', waitMs: ofOrder }
    const phoneNumber = await readPhoneNumber()
    const by = phoneNumber === null ? 'address' : 'number'
    const key = phoneNumber === null ? address : keyOf(phoneNumber)
    const waitMs = await limiter.count('newCharges', by, key)
    return waitMs === null ? null : { by, waitMs }
  }

  function keyOf(phoneNumber: string): string {
    const parsed = parsePhone(phoneNumber)
    const written = parsed.ok ? parsed.national : phoneNumber
    return createHmac('sha256', secretKey).update(`phone number ${written}`).digest('base64url')
  }
}
