/** What is counted and measured, by name: see public/guide/reference/metrics.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import {
  type AttemptState,
  attemptStates,
  unresolvedAttemptStates,
} from '../checkout/order/attempt.ts'
import type { ProviderError } from '../checkout/provider.ts'
import { type RefundState, refundStates } from '../checkout/refunds/refund.ts'
import type { AnsweredRequest } from '../http/request/request-log.ts'
import type { DeliveryResult } from '../shop/delivery.ts'
import type { OpenWork } from '../store/orders/open-work.ts'
import type { Outbox } from '../store/outbox/outbox.ts'

export type CallOutcome = 'ok' | ProviderError['outcome']

export type Metrics = {
  request(answered: AnsweredRequest): void
  omiseCall(call: string, outcome: CallOutcome, seconds: number): void
  charge(outcome: AttemptState): void
  refund(kind: 'void' | 'refund', outcome: RefundState): void
  webhook(result: string): void
  /** One try to give an event to the shop. */
  delivery(channel: string, result: DeliveryResult['kind']): void
  /** Everything in Prometheus' text format, read at this moment. */
  text(): Promise<string>
  readonly contentType: string
}

export type MetricsOptions = {
  readonly readOpenWork: () => Promise<OpenWork>
  readonly readBacklog: Outbox['readBacklog']
  readonly now: () => number
}

const openWork = [...unresolvedAttemptStates, 'refund'] as const
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const webhookRoute = '/webhooks/omise'

export function createMetrics({ readOpenWork, readBacklog, now }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'checkout_http_request_duration_seconds',
    help: 'Duration of requests to the server, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 20],
    registers,
  })
  const omiseCalls = new Histogram({
    name: 'checkout_omise_request_duration_seconds',
    help: 'Duration of calls to Omise, by path template and outcome: ok, refused, not_done, unknown.',
    labelNames: ['call', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const charges = new Counter({
    name: 'checkout_charges_total',
    help: 'Attempts that reached a state, each counted once: creating, pending, successful, failed, expired, abandoned, superseded, duplicate.',
    labelNames: ['outcome'],
    registers,
  })
  const refunds = new Counter({
    name: 'checkout_refunds_total',
    help: `Refunds and voids that reached a state: ${refundStates.join(', ')}.`,
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const webhooks = new Counter({
    name: 'checkout_webhooks_total',
    help: 'Deliveries of Omise by result: the attempt’s state, ignored, foreign, unknown charge; or refused, rate_limited, not_understood, not_read.',
    labelNames: ['result'],
    registers,
  })
  const unresolved = new Gauge({
    name: 'checkout_unresolved',
    help: 'Open work in the database, the same from every process: creating, pending, superseded, duplicate, refund.',
    labelNames: ['what'],
    registers,
  })
  const oldest = new Gauge({
    name: 'checkout_unresolved_oldest_age_seconds',
    help: 'Age of the oldest open work of a kind; 0 when there is none.',
    labelNames: ['what'],
    registers,
  })
  const lag = new Gauge({
    name: 'checkout_reconciler_lag_seconds',
    help: 'Age of the most overdue order that the reconciler has not read; 0 when there is none.',
    registers,
  })
  const deliveries = new Counter({
    name: 'checkout_shop_deliveries_total',
    help: 'Deliveries of events to the shop, by channel (handlers, webhook) and result: taken, failed, refused.',
    labelNames: ['channel', 'result'],
    registers,
  })
  const undelivered = new Gauge({
    name: 'checkout_shop_event_undelivered_oldest_age_seconds',
    help: 'Age of the oldest event that the shop has not taken and that is still retried; 0 when there is none.',
    registers,
  })
  const parked = new Gauge({
    name: 'checkout_shop_deliveries_parked',
    help: 'Deliveries that are no longer retried until somebody asks for them again.',
    registers,
  })
  const databaseUp = new Gauge({
    name: 'checkout_database_up',
    help: '1 when the database could be read, else 0; then the gauges that are read from it are missing.',
    registers,
  })
  collectDefaultMetrics({ register: registry })
  // A counter that is not there yet cannot be seen to rise for the first time.
  for (const outcome of attemptStates) charges.inc({ outcome }, 0)
  for (const kind of ['void', 'refund'] as const)
    for (const outcome of refundStates) refunds.inc({ kind, outcome }, 0)

  return {
    request({ method, route, status, seconds }) {
      const known = knownMethods.has(method) ? method : 'other'
      requests.observe({ method: known, route, status: String(status) }, seconds)
      if (route === webhookRoute && status >= 400) webhooks.inc({ result: refusalOf(status) })
    },
    omiseCall: (call, outcome, seconds) => omiseCalls.observe({ call, outcome }, seconds),
    charge: (outcome) => charges.inc({ outcome }),
    refund: (kind, outcome) => refunds.inc({ kind, outcome }),
    delivery: (channel, result) => deliveries.inc({ channel, result }),
    webhook: (result) => webhooks.inc({ result }),
    async text() {
      await readGauges()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }

  async function readGauges(): Promise<void> {
    for (const gauge of [unresolved, oldest, lag, undelivered, parked]) gauge.reset()
    try {
      const work = await readOpenWork()
      for (const what of openWork) {
        const found = work.unresolved.find((one) => one.what === what)
        unresolved.set({ what }, found?.count ?? 0)
        oldest.set({ what }, found === undefined ? 0 : secondsSince(found.oldestAt))
      }
      lag.set(work.overdueSince === null ? 0 : secondsSince(work.overdueSince))
      const backlog = await readBacklog()
      undelivered.set(backlog.oldestWaitingAt === null ? 0 : secondsSince(backlog.oldestWaitingAt))
      parked.set(backlog.parked)
      databaseUp.set(1)
    } catch {
      for (const gauge of [lag, undelivered, parked]) gauge.remove()
      databaseUp.set(0)
    }
  }

  function secondsSince(ms: number): number {
    return Math.max(0, (now() - ms) / 1000)
  }
}

/** Why a delivery was not handled. */
function refusalOf(status: number): string {
  if (status === 401) return 'refused'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'not_read' : 'not_understood'
}
