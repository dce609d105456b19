/**
 * The server under test: production's composition with a fast clock and a
 * provider whose waits are shortened by the same factor. Nothing in it knows. Its two calls
 * of its own (`/_suite/…`) turn ways to the truth off and leap in time. The
 * provider's address names process and role, so that the fault proxy knows who asks.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { Agent } from 'undici'
import * as z from 'zod/mini'
import type { NewsBy } from '../../server-example/checkout/news.ts'
import { type PaymentProvider, ProviderError } from '../../server-example/checkout/provider.ts'
import { compose, productionWaits } from '../../server-example/compose.ts'
import { randomIds } from '../../server-example/ids.ts'
import { noLimits } from '../../server-example/limits/rate-limiter.ts'
import { createLog } from '../../server-example/log.ts'
import { createOmiseClient } from '../../server-example/omise/client.ts'
import { openDatabase } from '../../server-example/store/database.ts'
import { migrate } from '../../server-example/store/migrations.ts'
import { createFastClock } from './fast-clock.ts'
import { roles, speakingAs } from './roles.ts'
import { serverModeSchema, serverSettingsSchema } from './server-settings.ts'

const settings = serverSettingsSchema.parse(JSON.parse(process.env.FAULT_SUITE_SERVER ?? '{}'))
const wish = z.object({ mode: serverModeSchema, aheadMs: z.number() })
const { scale } = settings.clock
const clock = createFastClock(settings.clock)
const database = openDatabase(settings.databaseUrl)
await migrate(database)
const agent = new Agent({ connections: 64, connect: { timeout: 10_000 } })
const checkout = compose(
  {
    omise: {
      publicKey: settings.publicKey,
      secretKey: settings.secretKey,
      apiUrl: settings.omiseUrl,
      apiVersion: '2019-05-29',
    },
    limits: { minAmountSatang: 2_000, maxAmountSatang: 5_000_000 },
    authorizeHosts: [settings.omiseUrl],
    publicUrl: 'http://shop.test',
    returnPage: '/return.html',
    merchantToken: settings.merchantToken,
    merchantPage: false,
    serverMakesSources: true,
    webhookVerification: { mode: 'signature', secrets: [settings.webhookSecret] },
    pageFolders: [],
    allowedOrigins: [],
    trustedProxies: 0,
  },
  {
    database,
    provider: providerFor,
    clock,
    // Its clock and Omise's are one.
    omiseAheadMs: () => undefined,
    ids: randomIds,
    journal: createLog(settings.logLevel),
    limiter: noLimits,
    channels: [],
    // Every 3 s and not every second: at fiftyfold speed that is busy enough.
    waits: {
      ...productionWaits,
      reconciler: { ...productionWaits.reconciler, everyMs: 3_000 },
    },
    metrics: undefined,
    readiness: async () => 'ready',
  },
)
let mode = settings.mode
let working = startWork()

const answer = getRequestListener((request) => checkout.fetch(request))
const http = createServer((request, response) =>
  request.url?.startsWith('/_suite/')
    ? void answerSuite(request, response)
    : void answer(request, response),
)
http.listen(settings.port, '127.0.0.1')
await once(http, 'listening')

/** Each trigger speaks in a role of its own, and a poll that is switched off gets no answer. */
function providerFor(by: NewsBy): PaymentProvider {
  const provider = createOmiseClient({
    apiUrl: `${settings.omiseUrl}/${settings.name}`,
    secretKey: settings.secretKey,
    apiVersion: '2019-05-29',
    dispatcher: speakingAs(roles[by], agent),
    timeoutMs: productionWaits.omiseTimeoutMs / scale,
  })
  if (by === 'buyer') return whilePolling(provider)
  return by === 'clock' ? whileReadingLists(provider) : provider
}

async function off(): Promise<never> {
  throw new ProviderError('Reading is switched off.', { outcome: 'not_done' })
}

function whilePolling(provider: PaymentProvider): PaymentProvider {
  return { ...provider, getCharge: (id) => (mode.polls ? provider.getCharge(id) : off()) }
}

/** The list is read for polls and for the reconciler alike. */
function whileReadingLists(provider: PaymentProvider): PaymentProvider {
  return {
    ...provider,
    async *listCharges(sinceMs) {
      if (!mode.polls && !mode.reconciler) await off()
      yield* provider.listCharges(sinceMs)
    },
  }
}

function startWork(): { stop(): Promise<void> } {
  if (!mode.reconciler) return { stop: async () => {} }
  const stopping = new AbortController()
  const running = [checkout.runReconciler(stopping.signal), checkout.runSweeper(stopping.signal)]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function answerSuite(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { mode: wished, aheadMs } = wish.parse(await json(request))
  await working.stop()
  clock.advance(aheadMs - clock.settings().aheadMs)
  mode = wished
  working = startWork()
  response.end('{}')
}
