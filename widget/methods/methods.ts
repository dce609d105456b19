import type { Methods } from '../checkout/offer/methods.ts'
import type { Platform } from '../core/platform.ts'
import { unreachable } from '../core/unreachable.ts'
import { appDraft, readApp } from './app/app.ts'
import { type Draft, isMethodName } from './draft.ts'
import { phoneDraft, phoneProblemOf, readPhone } from './phone/phone.ts'
import { qrDraft, readQr } from './qr/qr.ts'

const empty: Record<Draft['method'], Draft> = {
  truemoney: phoneDraft(''),
  truemoney_jumpapp: appDraft,
  truemoney_qr: qrDraft,
}

/**
 * The payment methods that there are: everything that the checkout asks of one
 * is answered here. `platform` returns what the buyer's device is, and is
 * called when a draft is read, because a server renders without a buyer.
 */
export function createMethods(platform: () => Platform): Methods {
  return {
    empty: (method) => empty[method],
    isEmpty: (draft) => draft.method !== 'truemoney' || draft.phone === '',
    read: (draft) => {
      switch (draft.method) {
        case 'truemoney':
          return readPhone(draft)
        case 'truemoney_jumpapp':
          return readApp(draft, platform())
        case 'truemoney_qr':
          return readQr(draft)
        default:
          return unreachable(draft)
      }
    },
    revise: (draft, { phoneNumber }) =>
      draft.method === 'truemoney' ? phoneDraft(phoneNumber) : draft,
    problemOf: (draft, code) => (draft.method === 'truemoney' ? phoneProblemOf(code) : undefined),
    draftOf: (method) => (method !== undefined && isMethodName(method) ? empty[method] : undefined),
    mayStay: ({ method }) => method === 'truemoney_jumpapp',
  }
}
