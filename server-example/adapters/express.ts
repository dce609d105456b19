/** The checkout inside an Express 5 app. */
import { getRequestListener } from '@hono/node-server'
import type { Express, NextFunction, Request, Response } from 'express'
import type { CheckoutServer } from '../start/create-checkout-server.ts'

/**
 * Handles the checkout's paths, and passes everything else on. It goes before
 * all that the app has already: a body parser in front would leave nothing of
 * the bytes that Omise signed. Rate limits count `req.ip`, so Express's
 * "trust proxy" is what says how many proxies are yours; leave `TRUST_PROXY` unset.
 *
 * @example
 * const checkout = await createCheckoutServer(optionsFromEnv(process.env))
 * mountCheckout(app, checkout)
 */
export function mountCheckout(app: Express, checkout: CheckoutServer): void {
  app.use(checkoutMiddleware(checkout))
  const { stack } = app.router
  stack.unshift(...stack.splice(-1))
}

/** The same as a middleware. Goes before `express.json()`, `express.raw()` and the like. */
export function checkoutMiddleware(checkout: CheckoutServer) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const [pathname = ''] = req.originalUrl.split('?')
    if (!checkout.handles(pathname)) {
      next()
      return
    }
    if (req.readableDidRead && !('rawBody' in req)) {
      next(new Error(bodyIsGone))
      return
    }
    // A router that this is mounted in has cut the path; the checkout knows the whole one.
    req.url = req.originalUrl
    const answer = getRequestListener(
      (request) => checkout.fetch(request, { remoteAddress: req.ip ?? null }),
      { overrideGlobalObjects: false },
    )
    answer(req, res).catch(next)
  }
}

const bodyIsGone =
  'A body parser stands before the checkout, so the bytes that Omise signed are gone. Mount the checkout first, or give the parser { verify: keepRawBody }.'

/** For a parser that cannot stand behind: `express.json({ verify: keepRawBody })`. */
export function keepRawBody(req: object, _res: unknown, rawBody: Buffer): void {
  Object.assign(req, { rawBody })
}
