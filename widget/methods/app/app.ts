import type { ReadDraft } from '../../checkout/offer/methods.ts'
import type { Platform } from '../../core/platform.ts'

/** The buyer fills nothing in: TrueMoney's app identifies them. */
export type AppDraft = { method: 'truemoney_jumpapp' }

/** `platformType` is left out on a computer, as web shops and Omise's own plugins do. */
export type AppFields = {
  method: 'truemoney_jumpapp'
  platformType?: 'IOS' | 'ANDROID'
  phoneNumber?: undefined
}

/**
 * How long a payment waits for the buyer, in milliseconds from the making of the
 * source. It ends in `expired`. The charge's own `expiresAt` is days away.
 */
export const appWindowMs = 3 * 60_000

/** Added to it: the time that the server may need to find the charge expired. A choice. */
export const appGraceMs = 30_000

const platformTypes = { ios: 'IOS', android: 'ANDROID', computer: undefined } as const

export const appDraft: AppDraft = { method: 'truemoney_jumpapp' }

export function readApp({ method }: AppDraft, platform: Platform): ReadDraft {
  const platformType = platformTypes[platform]
  return { ok: true, fields: { method, ...(platformType && { platformType }) } }
}

/** Returns whether the buyer can no longer continue a payment after waiting that long. */
export function isTooLateForApp(waitedMs: number): boolean {
  return waitedMs >= appWindowMs + appGraceMs
}
