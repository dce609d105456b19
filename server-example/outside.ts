/** What the composition is given: settings, a storage, and the world outside. */

import type { Trigger } from './checkout/order/trigger.ts'
import type { Clock, Ids, Logger, OrderStore } from './checkout/ports.ts'
import type { PaymentProvider } from './checkout/provider.ts'
import type { Config } from './config/config.ts'
import type { Readiness } from './http/health.ts'
import type { RateLimiter } from './limits/rate-limiter.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Channel } from './shop/delivery.ts'
import type { TransactedDelivery } from './shop/run-deliveries.ts'
import type { Database } from './store/database.ts'
import type { OrderBook } from './store/orders/order-book.ts'
import type { Outbox } from './store/outbox/outbox.ts'
import type { Waits } from './waits.ts'

/** The part of the configuration that the composition uses; sockets and files are its caller's. */
export type Settings = Pick<
  Config,
  | 'omise'
  | 'shopName'
  | 'limits'
  | 'methods'
  | 'authorizeHosts'
  | 'returnPage'
  | 'merchantToken'
  | 'merchantPage'
  | 'serverMakesSources'
  | 'webhookVerification'
  | 'pageFolders'
  | 'allowedOrigins'
  | 'trustedProxies'
> & {
  /** This server as the buyer's browser knows it, without a trailing slash. */
  readonly publicUrl: string
}

/** Where orders and events are kept. */
export type Storage = {
  /** `onEvents` is called after a save has put events into the outbox. */
  readonly openOrders: (onEvents: () => void) => OrderStore
  readonly outbox: Outbox
  readonly transacted: TransactedDelivery
  readonly orderBook: OrderBook
}

/** The world outside: what tests and the fault suite replace. */
export type Outside = {
  /** Migrated. */
  readonly database: Database
  /** Omise, for the calls that this trigger causes. */
  readonly provider: (by: Trigger) => PaymentProvider
  readonly clock: Clock
  /** How far Omise's clock is ahead of that one, in milliseconds; `undefined` when that is not known. */
  readonly omiseAheadMs: () => number | undefined
  readonly ids: Ids
  readonly logger: Logger
  readonly limiter: RateLimiter
  /** How the shop gets its events; without any it reads them from the API. */
  readonly channels: readonly Channel[]
  readonly waits: Waits
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics | undefined
}
