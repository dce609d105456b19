/**
 * A stand-in for Omise's API as far as TrueMoney Wallet payments go: stateful, strict, and in memory.
 * It imports nothing of this project's client or server, so that it cannot share a mistake with them.
 *
 * Not imitated:
 * - cards, tokens, customers, transfers, disputes, links, schedules and every other payment method:
 *   `service_not_found`, or for a card on a charge `feature_not_supported`
 * - live mode: test keys only, `livemode` is always false; https-only rules for addresses are not kept
 * - TrueMoney's own pages and its app: what is shown instead of the test page is our idea of them
 * - rate limits, delays and gateway errors, unless ordered as faults; the lag of the search index, its
 *   words for dates (`last_week`, which are refused), and HSTS, which would stick to localhost
 * - redelivery of webhooks: Omise's documents disagree about it; order it by the control API
 * - `Idempotency-Key`: Omise has none, so it is ignored
 *
 * Our choice, because nobody outside knows Omise's answer (each is marked where it is made):
 * - other versions than 2017-11-02 and 2019-05-29 are refused; so is a public key where the secret one
 *   belongs, with `authentication_failure`
 * - TrueMoney's limits (฿20 to ฿50,000; the app's and the QR code's are a third party's), its fee rate
 *   (that of cards), and that an account has nothing but `truemoney` unless told otherwise
 * - that a QR code has the app's three minutes, that a source past them cannot be charged, and that a charge
 *   which the buyer has taken up in time is not ended by them (see methods/methods.ts)
 * - code and text for: a source that was used before, amounts that do not match, a bad
 *   `return_uri`, `expires_at`, `metadata` or `webhook_endpoints`, a second decision on a charge, every
 *   refused refund and void, list and search parameters
 * - how pending and failed refunds show: the first count as refunded, the second as if they never were, and
 *   no event tells of their end
 * - which refunds and voids are possible beyond "same day" and "30 days" (see money/refund-policy.ts), and that
 *   a voided charge stays `successful`
 * - the failure of a charge marked as failed is `payment_rejected`, unless another one is asked for
 * - an event's `data` is the object as it was then; every event is posted; a receiver has ten seconds; a
 *   delivery without an answer has status 0. That at most two `webhook_endpoints` of a charge replace the
 *   account's URL is third parties' word
 * - visiting `authorize_uri` after the decision says so and leads back; three wrong codes or PINs are
 *   `failed_processing`
 */
import { type AccountOptions, openAccount } from './account.ts'
import { createApi } from './api.ts'
import { createAuthorizePages } from './authorize-routes.ts'
import { createLateDecisions } from './buyer/late-decisions.ts'
import { createLedger } from './charges/ledger.ts'
import { createClock } from './clock.ts'
import { createControl } from './control.ts'
import { ConnectionCut, createFaults } from './faults.ts'
import { type Connection, defaultHost, defaultPort, listen } from './http/listen.ts'
import { createIds } from './ids.ts'
import { createJournal } from './journal.ts'
import { createWarnings } from './methods/warnings.ts'
import { representationOf } from './representation/representations.ts'
import { createWebhooks, type SendRequest } from './webhooks/webhooks.ts'

export type SimulatorOptions = AccountOptions & {
  /** With a seed the same requests get the same ids. */
  seed?: string | undefined
  /** Where the clock stands still until it is advanced; without it, the clock runs. */
  startAt?: Date | string | number | undefined
  /** Posts webhooks; `fetch` unless given. */
  send?: SendRequest | undefined
  /** Is given, in plain words, what works here but might not at Omise; nothing is done with it unless given. */
  warn?: ((message: string) => void) | undefined
  /** The time in the signatures of webhooks, in milliseconds; `Date.now` unless given. */
  wallClock?: (() => number) | undefined
}

export type Simulator = {
  /** The whole simulator as a function. Rejects with `ConnectionCut` where a fault cuts the line. */
  fetch: (request: Request, connection?: Connection) => Promise<Response>
  /** Resolves when no webhook is on its way any more. */
  settled: () => Promise<void>
  /** Stops timers and deliveries. */
  close: () => void
  readonly publicKey: string
  readonly secretKey: string
  readonly url: string
}

export type ListenOptions = SimulatorOptions & {
  /** 0 takes a free one. */
  port?: number | undefined
  /** The loopback address unless given: the control API asks for no key. */
  host?: string | undefined
}

export type ListeningSimulator = Omit<Simulator, 'close'> & { close: () => Promise<void> }

/**
 * Starts the simulator on a port; `url` says where. Throws a `TypeError` in plain words for options that
 * cannot be, and Node's own error (`EADDRINUSE`) when it cannot listen. What goes around its answers sees
 * every request of the port.
 *
 * @example const simulator = await startSimulator({ port: 0, webhookUrl: 'http://localhost:3000/hook' })
 */
export async function startSimulator(
  options: ListenOptions = {},
  around: (answer: Simulator['fetch']) => Simulator['fetch'] = (answer) => answer,
): Promise<ListeningSimulator> {
  const { port = defaultPort, host = defaultHost, ...rest } = options
  openAccount(rest) // before the port is taken
  // `Promise.withResolvers` is not there in Node 20, which this has to run on.
  let serve: (simulator: Simulator) => void = () => {}
  const ready = new Promise<Simulator>((resolve) => {
    serve = resolve
  })
  const listening = await listen({ port, host }, async (request, connection) =>
    (await ready).fetch(request, connection),
  )
  const simulator = createSimulator({ ...rest, url: rest.url ?? listening.url })
  serve({ ...simulator, fetch: around(simulator.fetch) })
  return {
    ...simulator,
    async close() {
      simulator.close()
      await listening.close()
    },
  }
}

/** Omise's API as Request → Response. Throws a `TypeError` in plain words for options that cannot be. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const account = openAccount(options)
  const accountAtStart = { ...account }
  const clock = createClock(options.startAt)
  const ids = createIds(clock, options.seed)
  const journal = createJournal()
  const faults = createFaults()
  const warnings = createWarnings(options.warn ?? (() => {}))
  const webhooks = createWebhooks({
    account,
    clock,
    ids,
    send: options.send ?? fetch,
    wallClock: options.wallClock ?? Date.now,
    render: (event) => representationOf(event.apiVersion).event(event, [], account.url),
  })
  const ledger = createLedger({ account, clock, ids, warnings, onEvent: webhooks.emit })
  const parts = { account, clock, ids, journal, faults, ledger, webhooks }
  const api = createApi(parts)
  const late = createLateDecisions(parts)
  const pages = createAuthorizePages({ ...parts, late, openElsewhere })
  const control = createControl({ ...parts, late, warnings, keepTime, reset })
  let expiryTimer: NodeJS.Timeout | undefined

  /** Decides and expires what is due, and wakes up for the next one so that its webhook needs no request. */
  function keepTime(): void {
    clearTimeout(expiryTimer)
    const next = Math.min(late.carryOutDue(), ledger.expireDueCharges())
    const waitMs = next - clock.now()
    if (clock.standsStill || waitMs === Number.POSITIVE_INFINITY) return
    expiryTimer = setTimeout(keepTime, Math.min(waitMs, longestTimerMs)).unref()
  }

  async function openElsewhere(uri: string): Promise<void> {
    if (!/^https?:/.test(uri)) return
    const signal = AbortSignal.timeout(longestVisitMs)
    const request = new Request(uri, { redirect: 'manual', signal })
    const response = await (options.send ?? fetch)(request).catch(() => null)
    await response?.body?.cancel()
  }

  function reset(): void {
    clearTimeout(expiryTimer)
    Object.assign(account, accountAtStart)
    clock.reset()
    ids.reset()
    journal.clear()
    faults.clear()
    warnings.clear()
    webhooks.clear()
    ledger.clear()
    pages.clear()
    late.clear()
  }

  return {
    async fetch(request, connection = { remoteAddress: null }) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/_simulator/')) return control.fetch(request)
      const arrivedAt = clock.now()
      const app = pathname.startsWith('/payments/') ? pages.app : api
      try {
        const response = await faults.around(request.method, pathname, async () => {
          keepTime()
          const answer = await app.fetch(request, connection)
          keepTime()
          await webhooks.comeFirst()
          return answer
        })
        journal.note(arrivedAt, request, response.status)
        return response
      } catch (cause) {
        if (cause instanceof ConnectionCut) journal.note(arrivedAt, request, null)
        throw cause
      }
    },
    settled: webhooks.settled,
    close() {
      clearTimeout(expiryTimer)
      webhooks.clear()
    },
    publicKey: account.publicKey,
    secretKey: account.secretKey,
    url: account.url,
  }
}

/** A shop's page that takes longer is left. */
const longestVisitMs = 10_000

/** Node fires longer timers at once. */
const longestTimerMs = 2 ** 31 - 1
