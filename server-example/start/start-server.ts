/** Runs the companion server: its socket, the composition behind it, and the work that goes on without requests. */

import type { Logger } from '../checkout/ports.ts'
import type { Config } from '../config/config.ts'
import { type Listening, listen } from '../http/listen/listen.ts'
import { answerWithinMs } from '../http/request/within.ts'
import { serveMetrics } from '../metrics/serve-metrics.ts'
import { checkSecretKey } from '../omise/check-secret-key.ts'
import type { Orders } from '../shop/orders.ts'
import type { Refunds } from '../shop/refunds.ts'
import { checkStart } from './check-start.ts'
import { openCheckout, type Served } from './open-checkout.ts'

export type RunningServer = RunningCheckout & {
  /** Where it listens, as the machine itself reaches it. */
  readonly url: string
}

export type RunningCheckout = {
  readonly orders: Orders
  readonly refunds: Refunds
  /** Where its metrics are read, when they are. */
  readonly metricsUrl: string | undefined
  readonly logger: Logger
  /** Stops taking requests, finishes those under way, and lets go of everything. */
  close(): Promise<void>
}

/** Opens the server's socket; the playground passes one of its own (see `playground/door.ts`). */
export type OpenSocket = (config: Config) => Promise<Listening>

/** How long a stop waits for requests under way: a little longer than one of them may take. */
const finishWithinMs = answerWithinMs + 5_000

/** Runs the server on a socket of its own. */
export async function startServer(
  config: Config & Pick<Served, 'on'>,
  openSocket: OpenSocket = (address) => listen(address),
): Promise<RunningServer> {
  const listening = await openSocket(config)
  const url = localUrl(listening.port)
  const publicUrl = config.publicUrl ?? url
  const running = await runCheckout({ ...config, publicUrl }, listening)
  running.logger.info({ url, publicUrl }, 'listening')
  return { ...running, url }
}

/** Runs the server behind whatever hands it requests: a socket, or the shop's own app. */
export async function runCheckout(
  config: Config & Served,
  requests: Pick<Listening, 'serve' | 'stop'>,
): Promise<RunningCheckout> {
  const [opened, key] = await Promise.all([
    openCheckout(config, config),
    checkSecretKey(config.omise),
  ]).catch(stopped)
  const { checkout, metrics, logger } = opened
  try {
    checkStart(config, key, logger)
  } catch (error) {
    await opened.close()
    return stopped(error)
  }
  const metricsServer =
    metrics && (await serveMetrics(metrics, { port: config.metricsPort ?? 0, host: config.host }))
  await checkout.registerChannels()
  requests.serve(checkout.fetch)
  const stop = new AbortController()
  const work = [
    checkout.runReconciler(stop.signal),
    checkout.runDailyAudits(stop.signal),
    checkout.runDeliveries(stop.signal),
  ]

  let closed: Promise<void> | undefined
  return {
    orders: checkout.orders,
    refunds: checkout.refunds,
    metricsUrl: metricsServer && `${localUrl(metricsServer.port)}/metrics`,
    logger,
    close: () => (closed ??= close()),
  }

  async function stopped(error: unknown): Promise<never> {
    await requests.stop(0)
    throw error
  }

  async function close(): Promise<void> {
    checkout.refuseRequests()
    stop.abort()
    await Promise.all([requests.stop(finishWithinMs), ...work])
    await metricsServer?.stop()
    await opened.close()
    logger.info({}, 'stopped')
  }
}

function localUrl(port: number): string {
  return `http://localhost:${port}`
}
