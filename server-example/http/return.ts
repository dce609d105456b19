import { Hono } from 'hono'
import type { OrderKey } from '../../widget/contract.ts'
import { returnFragment } from '../../widget/core/return-uri.ts'
import { HttpProblem } from './request/problem.ts'

/** The `return_uri` of an order's charge, on this server. */
export function returnUriOf(publicUrl: string, { orderId, token }: OrderKey): string {
  return `${publicUrl}/checkout/return?${new URLSearchParams({ order: orderId, token })}`
}

/**
 * `GET /checkout/return`: where Omise sends the buyer back to. It changes and
 * reads nothing: it moves the order and its token from the query, where they
 * would leak by `Referer`, into the fragment of the merchant's page.
 */
export function returnRoutes(returnPage: string): Hono {
  const routes = new Hono()
  routes.get('/return', (c) => {
    const orderId = withoutTrailingSlashes(c.req.query('order'))
    const token = withoutTrailingSlashes(c.req.query('token'))
    if (!orderId || !token)
      throw new HttpProblem('not_found', 'Expected an order’s return link: ?order=…&token=…')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
    return c.redirect(returnPage + returnFragment({ orderId, token }), 303)
  })
  return routes
}

/** Something between TrueMoney and the merchant appends a slash now and then (seen in Omise's Magento plugin). */
function withoutTrailingSlashes(text: string | undefined): string | undefined {
  return text?.replace(/\/+$/, '')
}
