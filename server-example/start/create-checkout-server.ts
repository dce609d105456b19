/** The companion server as a library, inside an app that the shop has already: see `adapters/`. */
import type { Config } from '../config/config.ts'
import type { Listening } from '../http/listen/listen.ts'
import { createUnderWay } from '../http/listen/under-way.ts'
import type { Connection } from '../http/request/client-address.ts'
import type { EventHandlers } from '../shop/handlers-channel.ts'
import type { Orders } from '../shop/orders.ts'
import type { Refunds } from '../shop/refunds.ts'
import { runCheckout } from './start-server.ts'

/** What `optionsFromEnv` returns. `port`, `host` and `pageFolders` have no meaning inside an app. */
export type CheckoutOptions = Config & {
  /**
   * Where buyers reach the checkout's paths. A path in it is their prefix: with
   * `https://shop.example/pay` orders are charged at `/pay/api/orders/…`.
   */
  readonly publicUrl: string
  /**
   * The shop's functions for its events, by type: called until one returns, at
   * least once for every event, and for one order in the order of its events.
   */
  readonly on?: EventHandlers
}

export type CheckoutServer = {
  /** The checkout's paths: these and all below them. Every other one belongs to the app around it. */
  readonly paths: readonly string[]
  /** Returns whether the checkout handles requests for this path. */
  handles(pathname: string): boolean
  /** Resolves with the response to a request for one of `paths`. Rate limits count by `connection`. */
  fetch(request: Request, connection?: Connection): Promise<Response>
  readonly orders: Orders
  readonly refunds: Refunds
  /** Refuses new requests, finishes those under way, and closes the database. */
  close(): Promise<void>
}

/** Without a prefix, among the shop's own paths, only what has to be there. */
const pathsAtRoot = [
  '/api/config',
  '/api/orders',
  '/api/merchant',
  '/checkout/return',
  '/webhooks/omise',
] as const
const pathsUnderPrefix = [...pathsAtRoot, '/healthz', '/readyz'] as const

/**
 * Opens everything but a socket: database (migrated), reconciler, daily audit.
 * Rejects when the database cannot be opened or Omise's keys are wrong.
 *
 * @example
 * const checkout = await createCheckoutServer({
 *   ...optionsFromEnv(process.env),
 *   on: { 'order.paid': async (event) => ship(event.order.reference) },
 * })
 */
export async function createCheckoutServer(options: CheckoutOptions): Promise<CheckoutServer> {
  const prefix = new URL(options.publicUrl).pathname.replace(/\/$/, '')
  const paths = [
    ...(prefix === '' ? pathsAtRoot : pathsUnderPrefix),
    ...(options.merchantPage ? ['/merchant'] : []),
  ].map((path) => prefix + path)
  const intake = createIntake()
  // Pages are the app's own.
  const running = await runCheckout({ ...options, pageFolders: [] }, intake.requests)
  return {
    paths,
    handles: (pathname) =>
      paths.some((path) => pathname === path || pathname.startsWith(`${path}/`)),
    fetch: (request, connection = { remoteAddress: null }) =>
      intake.answer(prefix === '' ? request : withoutPrefix(request, prefix), connection),
    orders: running.orders,
    refunds: running.refunds,
    close: running.close,
  }
}

/** In place of a socket: takes requests from the app, and knows which are under way. */
function createIntake() {
  const ready = Promise.withResolvers<Parameters<Listening['serve']>[0]>()
  const underWay = createUnderWay()
  const requests: Pick<Listening, 'serve' | 'stop'> = {
    serve: ready.resolve,
    stop: underWay.settled,
  }
  return {
    requests,
    async answer(request: Request, connection: Connection): Promise<Response> {
      const answer = await ready.promise
      return underWay.track(answer(request, connection))
    },
  }
}

function withoutPrefix(request: Request, prefix: string): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(prefix.length)
  return new Request(url, request)
}
