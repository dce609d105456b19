import type { CheckoutOptions } from './options.ts'

/** Where the attributes are read from: an element, or what is like one. */
type Attributes = { getAttribute(name: string): string | null }

/**
 * The options that an element's `data-tmn-…` attributes spell. They are not
 * checked here: `mount` finds what is wrong or missing, all at once.
 */
export function optionsOf(element: Attributes): CheckoutOptions {
  const read = (name: string) => element.getAttribute(`data-tmn-${name}`)?.trim() || undefined
  const locale = read('locale')

  return {
    publicKey: read('public-key') ?? '',
    order: orderOf(read),
    serverUrl: read('server-url'),
    omiseUrl: read('omise-url'),
    authorizeHosts: read('authorize-hosts')?.split(/\s+/),
    locale: locale === 'th' || locale === 'en' ? locale : undefined,
  }
}

function orderOf(read: (name: string) => string | undefined): CheckoutOptions['order'] {
  const orderId = read('order-id')
  const token = read('order-token')
  const amount = read('amount')
  if (orderId === undefined && token === undefined && amount === undefined) return undefined
  return { orderId: orderId ?? '', token: token ?? '', amount: Number(amount ?? Number.NaN) }
}
