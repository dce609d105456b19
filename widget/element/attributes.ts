import type { CheckoutOptions } from '../options/options.ts'
import { optionsOf } from '../script/script-attributes.ts'

/** Properties of the element, each with the attribute that says the same. */
export const reflected = {
  publicKey: 'public-key',
  orderId: 'order-id',
  orderToken: 'order-token',
  amount: 'amount',
  chargeUrl: 'charge-url',
  serverUrl: 'server-url',
  omiseUrl: 'omise-url',
  locale: 'locale',
  orderUrl: 'order-url',
} as const

export const observed = [...Object.values(reflected), 'authorize-hosts', 'methods']

/** The options that the element's attributes spell: those of the script tag, without their prefix. */
export function optionsOfAttributes(element: Element): CheckoutOptions {
  return optionsOf({
    getAttribute: (name) => element.getAttribute(name.replace(/^data-tmn-/, '')),
  })
}
