import type { CheckoutState } from '../checkout/state.ts'
import type { Platform } from '../core/platform.ts'
import { unreachable } from '../core/unreachable.ts'
import { fill } from '../locales/fill.ts'
import type { Texts } from '../locales/texts.ts'
import { isTooLateForApp } from './app/app.ts'
import type { Draft } from './draft.ts'

/** The texts of a payment that waits for the buyer, and the labels of its buttons. */
export type WaitingWords = {
  title: string
  body: string
  /** Leads to TrueMoney; `undefined` where that is too late. */
  continue: string | undefined
  /** Leads to a form of the same method. */
  anew: string
  /** Whether `expiresAt` means anything to the buyer. */
  hasExpiry: boolean
}

export function waitingWords(
  {
    draft,
    waitedMs,
    qr: code,
  }: Pick<Extract<CheckoutState, { status: 'unconfirmed' }>, 'draft' | 'waitedMs' | 'qr'>,
  { unconfirmed, app, qr }: Texts,
): WaitingWords {
  switch (draft.method) {
    case 'truemoney': {
      const { title, body, anotherNumber } = unconfirmed
      return { title, body, continue: unconfirmed.continue, anew: anotherNumber, hasExpiry: true }
    }
    case 'truemoney_jumpapp': {
      // The charge's own expiry is days away and means nothing to this buyer.
      const rest = { anew: app.anew, hasExpiry: false }
      return isTooLateForApp(waitedMs)
        ? { ...app.late, continue: undefined, ...rest }
        : { ...app.waiting, continue: app.openAgain, ...rest }
    }
    case 'truemoney_qr': {
      const { title, body } = code ? qr : unconfirmed
      return { title, body, continue: undefined, anew: qr.renew, hasExpiry: false }
    }
    default:
      return unreachable(draft)
  }
}

/** Returns the label of a new try that starts at once; `undefined` where the buyer has to fill something in. */
export function renewWords({ method }: Draft, { qr }: Texts): string | undefined {
  switch (method) {
    case 'truemoney_qr':
      return qr.renew
    case 'truemoney':
    case 'truemoney_jumpapp':
      return undefined
    default:
      return unreachable(method)
  }
}

/** Returns the text about what happens after the button is pressed. */
export function nextNote({ method }: Draft, platform: Platform, { form, app, qr }: Texts): string {
  switch (method) {
    case 'truemoney':
      return form.next
    case 'truemoney_jumpapp':
      return platform === 'computer' ? app.onComputer : app.onPhone
    case 'truemoney_qr':
      return qr.next
    default:
      return unreachable(method)
  }
}

/** Returns the texts for a buyer inside an app's own browser. `isFirst`: above the form, because the method rarely works there. */
export function inAppWords({ method }: Draft, app: string, { inApp, app: own, qr }: Texts) {
  switch (method) {
    case 'truemoney_jumpapp':
      return { ...inApp, ...own.inApp, stay: fill(own.inApp.stay, app), isFirst: true }
    case 'truemoney':
      return { ...inApp, stay: fill(inApp.stay, app), isFirst: false }
    case 'truemoney_qr':
      return { ...inApp, stay: fill(qr.stay, app), isFirst: false }
    default:
      return unreachable(method)
  }
}
