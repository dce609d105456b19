import type { Methods } from '../checkout/offer/methods.ts'
import type { Platform } from '../core/platform.ts'
import { unreachable } from '../core/unreachable.ts'
import { appDraft, readApp } from './app/app.ts'
import { type Draft, isMethodName, type MethodName, mayStay } from './draft.ts'
import { type PhoneDraft, phoneDraft, phoneProblemOf, readPhone } from './phone/phone.ts'
import { qrDraft, readQr } from './qr/qr.ts'

const empty: { [Name in MethodName]: Extract<Draft, { method: Name }> } = {
  truemoney: phoneDraft(''),
  truemoney_jumpapp: appDraft,
  truemoney_qr: qrDraft,
}

/**
 * Returns the rules of the payment methods. `platform` is called when a draft is
 * read, because a server renders without the buyer's device.
 */
export function createMethods(platform: () => Platform): Methods {
  return {
    empty: (method) => empty[method],
    isEmpty: (draft) => !phoneOf(draft)?.phone,
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
    revise: (draft, { phoneNumber }) => (phoneOf(draft) ? phoneDraft(phoneNumber) : draft),
    problemOf: (draft, code) => phoneOf(draft) && phoneProblemOf(code),
    draftOf: (method) => (method !== undefined && isMethodName(method) ? empty[method] : undefined),
    mayStay: ({ method }) => mayStay(method),
  }
}

/** Returns the draft, where its method asks for a phone number. */
function phoneOf(draft: Draft): PhoneDraft | undefined {
  switch (draft.method) {
    case 'truemoney':
      return draft
    case 'truemoney_jumpapp':
    case 'truemoney_qr':
      return undefined
    default:
      return unreachable(draft)
  }
}
