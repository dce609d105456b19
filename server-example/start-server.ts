/** Composes the companion server from its configuration and listens. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import type { Product } from './catalogue.ts'
import { createPaymentReader } from './checkout/read-payment.ts'
import { runReconciler } from './checkout/reconciler.ts'
import type { Config } from './config.ts'
import { omiseTimeoutMs, openCheckout } from './open-checkout.ts'

export type RunningServer = {
  /** Where it listens, as the machine itself reaches it. */
  readonly url: string
  /** Stops taking requests, finishes those under way, and lets go of everything. */
  close(): Promise<void>
}

/** How long a stop waits for requests under way: as long as one of them may take. */
const finishWithinMs = 35_000

export async function startServer(
  config: Config,
  products: readonly Product[],
): Promise<RunningServer> {
  const { checkout, close: closeCheckout } = await openCheckout(config)
  const http = createServer()
  http.listen(config.port, config.host)
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const url = `http://localhost:${port}`
  const publicUrl = config.publicUrl ?? url

  const app = createApp({
    checkout,
    readPayment: createPaymentReader(checkout, { minIntervalMs: 900, patienceMs: 5_000 }),
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
    pages: { folders: config.pageFolders, connectTo: [config.omise.apiUrl] },
  })
  http.on(
    'request',
    getRequestListener((request) => app.fetch(request)),
  )

  const stop = new AbortController()
  const reconciling = runReconciler(
    checkout,
    { everyMs: 1_000, parallel: 10, perSecond: 20, leaseMs: 4 * omiseTimeoutMs },
    stop.signal,
  )
  checkout.journal.info({ url, publicUrl }, 'listening')

  let closed: Promise<void> | undefined
  return { url, close: () => (closed ??= close()) }

  async function close(): Promise<void> {
    stop.abort()
    const ended = new Promise<void>((resolve) => http.close(() => resolve()))
    http.closeIdleConnections()
    const impatience = setTimeout(() => http.closeAllConnections(), finishWithinMs)
    await Promise.all([ended, reconciling])
    clearTimeout(impatience)
    await closeCheckout()
    checkout.journal.info({}, 'stopped')
  }
}
