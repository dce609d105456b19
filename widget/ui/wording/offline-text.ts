import type { CheckoutState } from '../../checkout/state.ts'
import type { Texts } from '../../locales/texts.ts'

/**
 * What a buyer without a network is told: what became of the money, as far as
 * it is known, and how it goes on. `undefined` where being offline is no news.
 */
export function offlineText(state: CheckoutState, { offline }: Texts): string | undefined {
  if (state.status === 'verifying' || state.status === 'unconfirmed') return offline.waiting
  if (state.status !== 'ready') return undefined
  switch (state.error) {
    case undefined:
    case 'provider_unreachable':
    case 'script_incomplete':
      return offline.ready
    // The request may have arrived, and its answer not.
    case 'server_unreachable':
      return offline.tried
    default:
      return undefined
  }
}
