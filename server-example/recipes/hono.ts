/**
 * The checkout inside a Hono app:
 *
 *   const checkout = await embedServer(process.env, products)
 *   app.use(inHono(checkout))
 *
 * Hono tells nobody whom a request comes from in the same way on every runtime;
 * on Node the socket knows, and behind a proxy `TRUST_PROXY` says how many of
 * them are yours.
 */
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { EmbeddedServer } from '../embed.ts'

/** Answers the checkout's paths, and hands everything else on. It goes before what reads bodies. */
export function inHono(
  checkout: EmbeddedServer,
): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  return async (c, next) => {
    if (!checkout.handles(c.req.path)) return next()
    const remoteAddress = c.env.incoming?.socket.remoteAddress ?? null
    return checkout.fetch(c.req.raw, { remoteAddress })
  }
}
