import type { Check } from '../checkout/state.ts'
import { unreachable } from '../core/unreachable.ts'
import type { Texts } from '../locales/texts.ts'

/** Returns the words for the latest request, or an empty text where there is nothing new. */
export function checkNote(check: Check, { unconfirmed }: Texts): string {
  switch (check) {
    case 'quiet':
      return ''
    case 'asking':
      return unconfirmed.asking
    case 'still_pending':
      return unconfirmed.stillPending
    case 'unreachable':
      return unconfirmed.unreachable
    case 'paused':
      return unconfirmed.paused
    default:
      return unreachable(check)
  }
}
