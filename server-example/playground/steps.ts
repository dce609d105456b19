/** Which step of a payment a request is. */
import type { Party, Step } from './timeline.ts'

export type Seen = { readonly step: Step; readonly from: Party; readonly to: Party }

/** At the companion server; undefined for pages and for what a page asks of itself. */
export function seenAtServer(method: string, path: string): Seen | undefined {
  const at = (step: Step, from: Party = 'buyer'): Seen => ({ step, from, to: 'server' })
  if (path === '/webhooks/omise') return at('webhook', 'omise')
  if (path === '/checkout/return') return at('return')
  if (path === '/playground/api/orders' || path === '/shop/orders') return at('order')
  if (!/^\/api\/orders(\/|$)/.test(path) || method === 'OPTIONS') return undefined
  if (path.endsWith('/payment')) return at('payment')
  if (path.endsWith('/charge')) return at('charge')
  if (path.endsWith('/refunds')) return at('refund', 'merchant')
  return at('other')
}

/** At Omise; undefined for preflights, for looks of its pages, and for its control. */
export function seenAtOmise(
  method: string,
  path: string,
  asker: Extract<Party, 'buyer' | 'server' | 'other'>,
): Seen | undefined {
  const at = (step: Step, from: Party = asker): Seen => ({ step, from, to: 'omise' })
  if (method === 'OPTIONS' || path.startsWith('/_simulator') || path.endsWith('.css'))
    return undefined
  // What a start asks belongs to no payment.
  if (path === '/account') return undefined
  if (path.startsWith('/payments/')) return at('authorize', 'buyer')
  if (path === '/capability') return at('methods')
  if (path.startsWith('/sources')) return at('source')
  if (method === 'POST' && path === '/charges') return at('charge')
  if (method === 'GET' && /^\/(charges|search|refunds)(\/|$)/.test(path)) return at('reconcile')
  if (path.endsWith('/refunds')) return at('refund')
  if (path.endsWith('/expire')) return at('expire')
  return path.includes('/mark_as_') ? at('authorize') : at('other')
}
