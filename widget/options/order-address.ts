import { readReturn } from '../core/return-uri.ts'
import type { CheckoutOptions } from './options.ts'

/**
 * Returns an address that shows the same order in any browser: the merchant's,
 * or the page's own where it names the order and its token. `undefined` where
 * none is known: a page that finds the order in its session would be empty in
 * another browser.
 */
export function orderAddress(
  { order, orderUrl }: Pick<CheckoutOptions, 'order' | 'orderUrl'>,
  pageAddress: string,
): string | undefined {
  if (orderUrl !== undefined) return new URL(orderUrl, pageAddress).href
  const key = order ?? readReturn(pageAddress)
  const isNamed =
    key !== undefined && [key.orderId, key.token].every((part) => pageAddress.includes(part))
  return isNamed ? pageAddress : undefined
}
