import type { OrderKey } from '../contract.ts'

/**
 * Returns the fragment that names an order on the merchant's return page, with
 * its `#`. A fragment is sent to no server and in no `Referer`, but a reload, a
 * copied link and another browser keep it.
 *
 * @example returnFragment({ orderId: 'ord_1', token: 't' }) // '#tmn-order=ord_1&tmn-token=t'
 */
export function returnFragment({ orderId, token }: OrderKey): string {
  return `#${new URLSearchParams({ 'tmn-order': orderId, 'tmn-token': token })}`
}

/**
 * Reads the order that `returnFragment` put into a page's address; returns
 * `undefined` where there is none. Something between TrueMoney and the merchant appends a
 * slash to addresses now and then, so trailing slashes are no part of a value.
 */
export function readReturn(url: string | URL): OrderKey | undefined {
  const address = String(url)
  const start = address.indexOf('#')
  if (start < 0) return undefined

  const values = new URLSearchParams(address.slice(start + 1))
  const orderId = withoutTrailingSlashes(values.get('tmn-order'))
  const token = withoutTrailingSlashes(values.get('tmn-token'))
  if (!orderId || !token) return undefined
  return { orderId, token }
}

function withoutTrailingSlashes(value: string | null): string | undefined {
  return value?.replace(/\/+$/, '')
}
