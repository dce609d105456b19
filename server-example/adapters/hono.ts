/** The checkout inside a Hono app. */
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { CheckoutServer } from '../start/create-checkout-server.ts'

/**
 * Handles the checkout's paths, and passes everything else on. It goes before
 * what reads bodies. On Node rate limits count the socket's address; behind
 * proxies `TRUST_PROXY` says how many of them are yours.
 *
 * @example app.use(checkoutMiddleware(checkout))
 */
export function checkoutMiddleware(
  checkout: CheckoutServer,
): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  return async (c, next) => {
    if (!checkout.handles(c.req.path)) return next()
    const remoteAddress = c.env.incoming?.socket.remoteAddress ?? null
    return checkout.fetch(c.req.raw, { remoteAddress })
  }
}
