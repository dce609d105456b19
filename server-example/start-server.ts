/** Composes the companion server from its configuration and listens. */
import { createApp } from './app.ts'
import type { Product } from './catalogue.ts'
import { withNewsBy } from './checkout/changes.ts'
import type { CreateChargeDeps } from './checkout/create-charge.ts'
import { createPaymentReader } from './checkout/read-payment.ts'
import { runReconciler } from './checkout/reconciler.ts'
import { runSweeper } from './checkout/sweep.ts'
import type { Config } from './config.ts'
import type { Readiness } from './http/health.ts'
import { type Listening, listen } from './http/listen.ts'
import { withRequestIds } from './http/request-context.ts'
import { answerWithinMs } from './http/within.ts'
import { createRateLimiter } from './limits/rate-limiter.ts'
import { measuredProvider } from './metrics/measured-provider.ts'
import { measuredStore } from './metrics/measured-store.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { omiseTimeoutMs, openCheckout } from './open-checkout.ts'
import type { Database } from './store/database.ts'
import { readOpenWork } from './store/open-work.ts'
import { createOrderBook } from './store/order-book.ts'
import { createDatabaseCheck } from './store/readiness.ts'

export type RunningServer = {
  /** Where it listens, as the machine itself reaches it. */
  readonly url: string
  /** Where its metrics are read, when they are. */
  readonly metricsUrl: string | undefined
  /** Stops taking requests, finishes those under way, and lets go of everything. */
  close(): Promise<void>
}

/** What takes requests: a socket of our own, unless another app hands them on (see `embed.ts`). */
export type OpenSocket = (config: Config) => Promise<Listening>

/** How long a stop waits for requests under way: a little longer than one of them may take. */
const finishWithinMs = answerWithinMs + 5_000
const databasePatienceMs = 2_000

export async function startServer(
  config: Config,
  products: readonly Product[],
  openSocket: OpenSocket = (address) => listen(address),
): Promise<RunningServer> {
  const opened = await openCheckout(config)
  const { database } = opened
  const listening = await openSocket(config)
  const metrics = config.metricsPort === undefined ? undefined : metricsOf(database)
  const checkout = instrumented(opened.checkout, metrics)
  const metricsServer =
    metrics && (await serveMetrics(metrics, { port: config.metricsPort ?? 0, host: config.host }))
  const url = localUrl(listening.port)
  const publicUrl = config.publicUrl ?? url
  const stop = new AbortController()
  const checkDatabase = createDatabaseCheck(database, databasePatienceMs)

  const app = createApp({
    checkout,
    readPayment: createPaymentReader(withNewsBy('buyer', checkout), {
      minIntervalMs: 900,
      patienceMs: 5_000,
    }),
    orderBook: createOrderBook(database),
    products,
    limits: config.limits,
    publicConfig: {
      publicKey: config.omise.publicKey,
      omiseUrl: config.omise.apiUrl,
      currency: 'THB',
      limits: {
        minAmount: config.limits.minAmountSatang,
        maxAmount: config.limits.maxAmountSatang,
      },
      authorizeHosts: [...config.authorizeHosts],
    },
    publicUrl,
    returnPage: config.returnPage,
    merchantToken: config.merchantToken,
    serverMakesSources: config.serverMakesSources,
    webhookVerification: config.webhookVerification,
    pages: {
      folders: config.pageFolders,
      connectTo: [config.omise.apiUrl],
      sharedFiles: config.allowedOrigins.length > 0,
    },
    door: {
      allowedOrigins: config.allowedOrigins,
      trustedProxies: config.trustedProxies,
      limiter: createRateLimiter(config.rateLimits, database),
      isStopping: () => stop.signal.aborted,
      readiness,
      ...(metrics && { observe: metrics.request }),
    },
  })
  listening.serve(app.fetch)

  const reconciling = runReconciler(
    withNewsBy('clock', checkout),
    { everyMs: 1_000, parallel: 10, perSecond: 20, leaseMs: 4 * omiseTimeoutMs },
    stop.signal,
  )
  const sweeping = runSweeper(withNewsBy('sweep', checkout), stop.signal)
  checkout.journal.info({ url, publicUrl }, 'listening')

  let closed: Promise<void> | undefined
  return {
    url,
    metricsUrl: metricsServer && `${localUrl(metricsServer.port)}/metrics`,
    close: () => (closed ??= close()),
  }

  async function readiness(): Promise<Readiness> {
    if (stop.signal.aborted) return 'stopping'
    const state = await checkDatabase()
    return state === 'ready' ? state : `database_${state}`
  }

  async function close(): Promise<void> {
    stop.abort()
    await Promise.all([listening.stop(finishWithinMs), reconciling, sweeping])
    await metricsServer?.stop()
    await opened.close()
    checkout.journal.info({}, 'stopped')
  }
}

function metricsOf(database: Database): Metrics {
  return createMetrics({ readOpenWork: () => readOpenWork(database, Date.now()), now: Date.now })
}

/** What the checkout works with, watched from the outside: it knows nothing of requests or metrics. */
function instrumented(checkout: CreateChargeDeps, metrics: Metrics | undefined): CreateChargeDeps {
  const journal = withRequestIds(checkout.journal)
  if (metrics === undefined) return { ...checkout, journal }
  return {
    ...checkout,
    journal,
    store: measuredStore(checkout.store, metrics),
    provider: measuredProvider(checkout.provider, metrics),
  }
}

function localUrl(port: number): string {
  return `http://localhost:${port}`
}
