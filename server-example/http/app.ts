/** The companion server as a function from Request to Response. */
import { Hono } from 'hono'
import type { Payment, ServerConfig } from '../../widget/contract.ts'
import type { CreateChargeDeps } from '../checkout/charge-request.ts'
import type { Order } from '../checkout/order/order.ts'
import type { Trigger } from '../checkout/order/trigger.ts'
import { StoreError } from '../checkout/store-error.ts'
import type { RateLimiter } from '../limits/rate-limiter.ts'
import type { OfferedMethods } from '../methods/offered-methods.ts'
import type { QrLinks } from '../methods/qr-links.ts'
import type { Orders } from '../shop/orders.ts'
import type { Refunds } from '../shop/refunds.ts'
import { ShopError } from '../shop/shop-error.ts'
import type { OrderBook } from '../store/orders/order-book.ts'
import type { Outbox } from '../store/outbox/outbox.ts'
import { aboutRoutes } from './about.ts'
import { healthRoutes, type Readiness, refuseWhenStopping } from './health.ts'
import { merchantEventRoutes } from './merchant/events.ts'
import { createGuard } from './merchant/guard.ts'
import { merchantRoutes } from './merchant/merchant.ts'
import { merchantOrderRoutes } from './merchant/orders.ts'
import { merchantPageRoutes } from './merchant/page.ts'
import { type DueWork, merchantReconcileRoutes } from './merchant/reconcile.ts'
import { refundRoutes } from './merchant/refunds.ts'
import { shopProblem } from './merchant/shop-problem.ts'
import { merchantOnly } from './merchant/token.ts'
import { allowedMethods } from './methods.ts'
import { orderRoutes } from './orders.ts'
import { type PagesOptions, pageRoutes } from './pages/pages.ts'
import { qrRoutes } from './qr.ts'
import type { Connection } from './request/client-address.ts'
import { refuseForeignOrigins, shareWithOrigins } from './request/origins.ts'
import { HttpProblem, problemResponse, storeProblem } from './request/problem.ts'
import { type AnsweredRequest, requestLog, routeOf } from './request/request-log.ts'
import { securityHeaders } from './request/security-headers.ts'
import { returnRoutes } from './return.ts'
import { type WebhookVerification, webhookRoutes } from './webhooks.ts'

export type AppDeps = {
  /** The checkout's parts for calls that `by` triggers. */
  readonly checkout: (by: Trigger) => CreateChargeDeps
  readonly readPayment: (order: Order) => Promise<Payment>
  readonly orderBook: OrderBook
  readonly outbox: Outbox
  readonly wakeDeliveries: () => void
  readonly runDueWork: DueWork
  readonly orders: Orders
  readonly refunds: Refunds
  readonly publicConfig: ServerConfig
  readonly qrLinks: QrLinks
  readonly offeredMethods: () => Promise<OfferedMethods>
  /** This server as the buyer's browser knows it: an origin, without a trailing slash. */
  readonly publicUrl: string
  /** The merchant's page that shows the result: a path on this server or a whole address. */
  readonly returnPage: string
  /** Opens the merchant's routes; without it they do not exist. */
  readonly merchantToken: string | undefined
  /** Whether the merchant's page is served. */
  readonly merchantPage: boolean
  readonly serverMakesSources: boolean
  readonly webhookVerification: WebhookVerification
  readonly pages: PagesOptions
  readonly door: Door
}

/** Who may use the server, and how often. */
export type Door = {
  /** Origins beside our own whose pages may use the API. */
  readonly allowedOrigins: readonly string[]
  /** How many proxies of ours stand in front and write `X-Forwarded-For`. */
  readonly trustedProxies: number
  readonly limiter: RateLimiter
  readonly readiness: () => Promise<Readiness>
  readonly isStopping: () => boolean
  /** Notified of every response, for metrics. */
  readonly observe: (answered: AnsweredRequest) => void
  /** Notified of what became of each delivery of Omise's, for metrics. */
  readonly observeWebhook: (outcome: string) => void
}

export type App = {
  /** `connection` is what the socket knows of the request; rate limits count by it. */
  fetch(request: Request, connection?: Connection): Response | Promise<Response>
}

/** Builds the server from its parts. It holds no state of its own: any number of them can share a store. */
export function createApp(deps: AppDeps): App {
  const { orders, refunds, publicUrl, door } = deps
  const checkout = deps.checkout('answer')
  const guard = createGuard(door.limiter, door.trustedProxies)
  const app = new Hono<{ Bindings: Connection }>()

  app.use(requestLog(checkout.logger, door.observe))
  app.use(securityHeaders())
  app.route('/', healthRoutes(door.readiness))
  app.use(refuseWhenStopping(door.isStopping))
  app.use('/api/*', async (c, next) => {
    await next()
    // Not `c.header`: after the response exists it would turn its text into a stream.
    c.res.headers.set('cache-control', 'no-store')
  })
  app.use('/api/*', shareWithOrigins({ publicUrl, ...door }))
  app.use(refuseForeignOrigins({ publicUrl, ...door }))
  app.route('/api', aboutRoutes(deps.publicConfig, deps.offeredMethods))
  app.route(
    '/api/orders',
    orderRoutes({
      store: checkout.store,
      createCharge: checkout,
      readPayment: deps.readPayment,
      publicUrl,
      qrLinks: deps.qrLinks,
      serverMakesSources: deps.serverMakesSources,
      guard,
    }),
  )
  app.route('/api/orders', qrRoutes({ ...checkout, links: deps.qrLinks, guard }))
  if (deps.merchantToken !== undefined) {
    const merchant = merchantOnly(deps.merchantToken, guard)
    app.use('/api/orders/:name/refunds', merchant)
    app.route(
      '/api/orders',
      refundRoutes(refunds, { guard, clock: checkout.clock }, (orderId) => ({ orderId })),
    )
    app.use('/api/merchant/*', merchant)
    app.route('/api/merchant/orders', merchantOrderRoutes(orders))
    app.route(
      '/api/merchant/orders',
      refundRoutes(refunds, { guard, clock: checkout.clock }, (reference) => ({ reference })),
    )
    app.route(
      '/api/merchant/events',
      merchantEventRoutes({
        outbox: deps.outbox,
        now: () => checkout.clock.now(),
        wake: deps.wakeDeliveries,
      }),
    )
    app.route('/api/merchant/reconcile', merchantReconcileRoutes(deps.runDueWork, checkout.clock))
    const looking = {
      ...deps.checkout('sweep'),
      orderBook: deps.orderBook,
      orders,
      outbox: deps.outbox,
    }
    app.route('/api/merchant', merchantRoutes(looking))
  }
  app.route('/checkout', returnRoutes(deps.returnPage))
  app.route(
    '/webhooks',
    webhookRoutes(deps.checkout('webhook'), deps.webhookVerification, guard, door.observeWebhook),
  )
  if (deps.merchantPage) app.route('/', merchantPageRoutes())
  app.route('/', pageRoutes(deps.pages))

  const methodsAt = allowedMethods(app.routes)
  app.notFound((c) => {
    const allow = methodsAt(c.req.path)
    if (allow.length === 0)
      return problemResponse(new HttpProblem('not_found', 'There is nothing at this address.'))
    const headers = { allow: allow.join(', ') }
    if (c.req.method === 'OPTIONS') return c.body(null, 204, headers)
    const detail = `Expected ${headers.allow}, got ${c.req.method}.`
    return problemResponse(new HttpProblem('method_not_allowed', detail, headers))
  })
  app.onError((error, c) => {
    if (error instanceof HttpProblem) return problemResponse(error)
    if (error instanceof ShopError) return problemResponse(shopProblem(error))
    const request = { method: c.req.method, route: routeOf(c) }
    if (error instanceof StoreError) {
      checkout.logger.error({ ...request, error }, 'request put off: the database failed')
      return problemResponse(storeProblem())
    }
    checkout.logger.error({ ...request, error }, 'request failed')
    return problemResponse(
      new HttpProblem('internal_error', 'What was asked for may or may not have happened.'),
    )
  })
  return { fetch: (request, connection = unknownConnection) => app.fetch(request, connection) }
}

const unknownConnection: Connection = { remoteAddress: null }
