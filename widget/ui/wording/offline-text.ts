import type { CheckoutState } from '../../checkout/state.ts'
import type { Texts } from '../../locales/texts.ts'

/**
 * Returns the words for a buyer without a network: whether they were charged, as
 * far as that is known, and what happens next. `undefined` where being offline
 * changes nothing.
 */
export function offlineText(state: CheckoutState, { offline }: Texts): string | undefined {
  if (state.status === 'verifying' || state.status === 'unconfirmed') return offline.waiting
  if (state.status !== 'ready') return undefined
  switch (state.error) {
    case undefined:
    case 'provider_unreachable':
    case 'script_incomplete':
      return offline.ready
    // The request may have arrived, and its response been lost.
    case 'server_unreachable':
      return offline.tried
    default:
      return undefined
  }
}
