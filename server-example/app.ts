/** The companion server as a function from Request to Response. */
import { Hono } from 'hono'
import type { Payment, ServerConfig } from '../widget/contract.ts'
import type { Product } from './catalogue.ts'
import type { CreateChargeDeps } from './checkout/create-charge.ts'
import type { Limits } from './checkout/create-order.ts'
import type { Order } from './checkout/order.ts'
import { aboutRoutes } from './http/about.ts'
import { orderRoutes } from './http/orders.ts'
import { type PagesOptions, pageRoutes } from './http/pages.ts'
import { HttpProblem, problemResponse } from './http/problem.ts'
import { refundRoutes } from './http/refunds.ts'
import { requestLog } from './http/request-log.ts'
import { returnRoutes } from './http/return.ts'
import { type WebhookVerification, webhookRoutes } from './http/webhooks.ts'

export type AppDeps = {
  readonly checkout: CreateChargeDeps
  readonly readPayment: (order: Order) => Promise<Payment>
  readonly products: readonly Product[]
  readonly limits: Limits
  readonly publicConfig: ServerConfig
  /** This server as the buyer's browser knows it: an origin, without a trailing slash. */
  readonly publicUrl: string
  /** The merchant's page that shows the result: a path on this server or a whole address. */
  readonly returnPage: string
  /** Opens the merchant's routes; without it they do not exist. */
  readonly merchantToken: string | undefined
  readonly serverMakesSources: boolean
  readonly webhookVerification: WebhookVerification
  readonly pages: PagesOptions
}

export type App = { fetch(request: Request): Response | Promise<Response> }

/** Builds the server from its parts. It holds no state of its own: any number of them can share a store. */
export function createApp(deps: AppDeps): App {
  const { checkout, products, limits } = deps
  const prices = new Map(products.map(({ sku, priceSatang }) => [sku, priceSatang]))
  const app = new Hono()

  app.use(requestLog(checkout.journal))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.route('/api', aboutRoutes({ config: deps.publicConfig, products }))
  app.route(
    '/api/orders',
    orderRoutes({
      store: checkout.store,
      createCharge: checkout,
      createOrder: { ...checkout, limits, priceSatang: (sku) => prices.get(sku) },
      readPayment: deps.readPayment,
      publicUrl: deps.publicUrl,
      serverMakesSources: deps.serverMakesSources,
    }),
  )
  if (deps.merchantToken !== undefined)
    app.route('/api/orders', refundRoutes(checkout, deps.merchantToken))
  app.route('/checkout', returnRoutes(deps.returnPage))
  app.route('/webhooks', webhookRoutes(checkout, deps.webhookVerification))
  app.route('/', pageRoutes(deps.pages))

  app.notFound(() =>
    problemResponse(new HttpProblem('not_found', 'There is nothing at this address.')),
  )
  app.onError((error, c) => {
    if (error instanceof HttpProblem) return problemResponse(error)
    checkout.journal.error({ method: c.req.method, path: c.req.path, error }, 'request failed')
    return problemResponse(
      new HttpProblem('internal_error', 'What was asked for may or may not have happened.'),
    )
  })
  return { fetch: (request) => app.fetch(request) }
}
