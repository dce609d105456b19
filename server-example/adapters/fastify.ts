/** The checkout inside a Fastify 5 app. */
import { getRequestListener } from '@hono/node-server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CheckoutServer } from '../start/create-checkout-server.ts'

/**
 * A plugin that handles the checkout's paths and no other. Fastify's parsers
 * stay outside of it, so that the bytes that Omise signed arrive as they were
 * sent. Rate limits count `request.ip`, so Fastify's `trustProxy` is what says
 * how many proxies are yours; leave `TRUST_PROXY` unset.
 *
 * @example
 * app.register(checkoutPlugin(checkout))
 * app.addHook('onClose', () => checkout.close())
 */
export function checkoutPlugin(checkout: CheckoutServer) {
  return async (app: FastifyInstance): Promise<void> => {
    // Here alone: a plugin has parsers of its own.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, unread, done) => done(null, unread))

    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const listener = getRequestListener(
        (asked) => checkout.fetch(asked, { remoteAddress: request.ip }),
        { overrideGlobalObjects: false },
      )
      reply.hijack()
      await listener(request.raw, reply.raw)
    }
    for (const path of checkout.paths) {
      app.all(path, answer)
      app.all(`${path}/*`, answer)
    }
  }
}
