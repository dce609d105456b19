/**
 * The server under test: production's composition with a fast clock and a
 * provider whose waits are shortened by the same factor. Nothing in it knows. Its two calls
 * of its own (`/_suite/…`) turn ways to the truth off and leap in time. The
 * provider's address names process and role, so that the fault proxy knows who asks.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { Client } from 'pg'
import { Agent, request } from 'undici'
import * as z from 'zod/mini'
import type { Trigger } from '../../../server-example/checkout/order/trigger.ts'
import { type PaymentProvider, ProviderError } from '../../../server-example/checkout/provider.ts'
import { compose } from '../../../server-example/compose.ts'
import { noLimits } from '../../../server-example/limits/rate-limiter.ts'
import { createOmiseClient } from '../../../server-example/omise/client.ts'
import { randomIds } from '../../../server-example/runtime/ids.ts'
import { createLogger } from '../../../server-example/runtime/logger.ts'
import type { DeliveryContext } from '../../../server-example/shop/delivery.ts'
import { eventTypes, type ShopEvent } from '../../../server-example/shop/event.ts'
import { handlersChannel } from '../../../server-example/shop/handlers-channel.ts'
import { webhookChannel } from '../../../server-example/shop/webhook-channel.ts'
import { openDatabase } from '../../../server-example/store/database.ts'
import { migrate } from '../../../server-example/store/migrations.ts'
import { productionWaits } from '../../../server-example/waits.ts'
import { paymentMethods } from '../../../widget/contract.ts'
import { roles, speakingAs } from '../schedule/roles.ts'
import { createFastClock } from './fast-clock.ts'
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
    shopName: undefined,
    methods: paymentMethods,
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
    logger: createLogger(settings.logLevel),
    limiter: noLimits,
    channels: [
      handlersChannel(Object.fromEntries(eventTypes.map((type) => [type, shipIt]))),
      webhookChannel(
        { url: shopUrl('webhook'), secret: settings.shopWebhookSecret },
        agent,
        Date.now,
      ),
    ],
    // Every 3 s and not every second: at fiftyfold speed that is busy enough.
    waits: {
      ...productionWaits,
      reconciler: { ...productionWaits.reconciler, everyMs: 3_000 },
      deliveries: { ...productionWaits.deliveries, everyMs: 3_000 },
    },
    metrics: undefined,
    readiness: async () => 'ready',
  },
)
await checkout.registerChannels()
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
function providerFor(by: Trigger): PaymentProvider {
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

/**
 * The shop's handler: its own row, and a call over a network that breaks as
 * Omise's does. On PostgreSQL the row is sometimes written before the call; on
 * SQLite a row that is written keeps everybody else from writing, so it comes last.
 */
async function shipIt(event: ShopEvent, { transaction, signal }: DeliveryContext): Promise<void> {
  const writesFirst = !(transaction instanceof DatabaseSync) && event.sequence % 2 === 0
  if (writesFirst) await writeShipment(transaction, event)
  const { statusCode, body } = await request(shopUrl(`warehouse/${event.id}`), {
    method: 'POST',
    dispatcher: agent,
    signal,
  })
  await body.dump()
  if (statusCode !== 200) throw new Error(`the warehouse answered ${statusCode}`)
  if (!writesFirst) await writeShipment(transaction, event)
}

async function writeShipment(transaction: unknown, event: ShopEvent): Promise<void> {
  const row = [
    Math.round((performance.timeOrigin + performance.now()) * 1000),
    event.id,
    event.type,
    event.order.orderId,
    event.sequence,
    event.payment?.attemptId ?? null,
  ]
  if (transaction instanceof DatabaseSync)
    transaction.prepare('insert into shipments values (?, ?, ?, ?, ?, ?)').run(...row)
  else if (transaction instanceof Client)
    await transaction.query('insert into shipments values ($1, $2, $3, $4, $5, $6)', row)
  else throw new Error('Expected a transaction of node:sqlite or pg.')
}

function shopUrl(path: string): string {
  return `${settings.omiseUrl}/${settings.name}/shop/${path}`
}

function startWork(): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = [
    checkout.runDeliveries(signal),
    ...(mode.reconciler ? [checkout.runReconciler(signal), checkout.runDailyAudits(signal)] : []),
  ]
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
