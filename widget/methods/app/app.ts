import type { ReadDraft } from '../../checkout/offer/methods.ts'
import type { Platform } from '../../core/platform.ts'

/** The buyer gives nothing: TrueMoney's app knows who they are. */
export type AppDraft = { method: 'truemoney_jumpapp' }

/** `platformType` is left out on a computer, as web shops and Omise's own plugins do. */
export type AppFields = {
  method: 'truemoney_jumpapp'
  platformType?: 'IOS' | 'ANDROID'
  phoneNumber?: undefined
}

/**
 * How long a payment waits for the buyer to go on, in milliseconds. It runs from
 * the source's making and ends in `expired`; the charge's own `expiresAt` is
 * another thing, and days away.
 */
export const appWindowMs = 3 * 60_000

/** After the window: what the server may need to find the charge expired. A choice. */
export const appGraceMs = 30_000

const platformTypes = { ios: 'IOS', android: 'ANDROID', computer: undefined } as const

export const appDraft: AppDraft = { method: 'truemoney_jumpapp' }

export function readApp({ method }: AppDraft, platform: Platform): ReadDraft {
  const platformType = platformTypes[platform]
  return { ok: true, fields: { method, ...(platformType && { platformType }) } }
}

/** Whether so much time has gone by that nobody can go on with this payment any more. */
export function isTooLateForApp(waitedMs: number): boolean {
  return waitedMs >= appWindowMs + appGraceMs
}
