/** Runs the companion server: its socket, the composition behind it, and the work that goes on without requests. */

import type { Config } from './config.ts'
import type { Product } from './demo/catalogue.ts'
import { type Listening, listen } from './http/listen.ts'
import { answerWithinMs } from './http/within.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { openCheckout } from './open-checkout.ts'
import type { EventHandlers } from './shop/handlers-channel.ts'
import type { Orders } from './shop/orders.ts'

export type RunningServer = {
  readonly orders: Orders
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

export async function startServer(
  config: Config,
  products: readonly Product[],
  openSocket: OpenSocket = (address) => listen(address),
  on?: EventHandlers,
): Promise<RunningServer> {
  const listening = await openSocket(config)
  const url = localUrl(listening.port)
  const publicUrl = config.publicUrl ?? url
  const opened = await openCheckout(config, { publicUrl, products, on }).catch(
    async (error: unknown) => {
      await listening.stop(0)
      throw error
    },
  )
  const { checkout, metrics, journal } = opened
  const metricsServer =
    metrics && (await serveMetrics(metrics, { port: config.metricsPort ?? 0, host: config.host }))
  await checkout.registerChannels()
  listening.serve(checkout.fetch)
  const stop = new AbortController()
  const work = [
    checkout.runReconciler(stop.signal),
    checkout.runSweeper(stop.signal),
    checkout.runDeliveries(stop.signal),
  ]
  journal.info({ url, publicUrl }, 'listening')

  let closed: Promise<void> | undefined
  return {
    orders: checkout.orders,
    url,
    metricsUrl: metricsServer && `${localUrl(metricsServer.port)}/metrics`,
    close: () => (closed ??= close()),
  }

  async function close(): Promise<void> {
    checkout.refuseRequests()
    stop.abort()
    await Promise.all([listening.stop(finishWithinMs), ...work])
    await metricsServer?.stop()
    await opened.close()
    journal.info({}, 'stopped')
  }
}

function localUrl(port: number): string {
  return `http://localhost:${port}`
}
