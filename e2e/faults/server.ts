/**
 * The server under test: production's parts, composed with a fast clock and
 * waits shortened by the same factor. Nothing in the parts knows. Its two calls
 * of its own (`/_suite/…`) turn ways to the truth off and leap in time. The
 * provider's address names process and role, so that the fault proxy knows who asks.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { Agent } from 'undici'
import * as z from 'zod/mini'
import { createApp } from '../../server-example/app.ts'
import type { CreateChargeDeps } from '../../server-example/checkout/create-charge.ts'
import { paymentOf } from '../../server-example/checkout/payment.ts'
import { createPaymentReader } from '../../server-example/checkout/read-payment.ts'
import { runReconciler } from '../../server-example/checkout/reconciler.ts'
import { runSweeper } from '../../server-example/checkout/sweep.ts'
import { randomIds } from '../../server-example/ids.ts'
import { createLog } from '../../server-example/log.ts'
import { createOmiseClient } from '../../server-example/omise/client.ts'
import { openDatabase } from '../../server-example/store/database.ts'
import { migrate } from '../../server-example/store/migrations.ts'
import { createOrderBook } from '../../server-example/store/order-book.ts'
import { createOrderStore } from '../../server-example/store/order-store.ts'
import { createFastClock } from './fast-clock.ts'
import { promises } from './promises.ts'
import { type Role, speakingAs } from './roles.ts'
import { serverModeSchema, serverSettingsSchema } from './server-settings.ts'

const settings = serverSettingsSchema.parse(JSON.parse(process.env.FAULT_SUITE_SERVER ?? '{}'))
const wish = z.object({ mode: serverModeSchema, aheadMs: z.number() })
const { scale } = settings.clock
const clock = createFastClock(settings.clock)
const database = openDatabase(settings.databaseUrl)
await migrate(database)
const agent = new Agent({ connections: 64, connect: { timeout: 10_000 } })
const store = createOrderStore(database)

const checkout = checkoutFor('checkout')
const readPayment = createPaymentReader(checkout, { minIntervalMs: 900, patienceMs: 5_000 })
let mode = settings.mode
let reconciling = startReconciler()

const app = createApp({
  orderBook: createOrderBook(database),
  checkout,
  readPayment: async (order) => (mode.polls ? readPayment(order) : paymentOf(order)),
  products: settings.products.map((product) => ({
    ...product,
    name: { th: product.sku, en: product.sku },
    description: { th: product.sku, en: product.sku },
    picture: '/none.svg',
  })),
  limits: { minAmountSatang: 2_000, maxAmountSatang: 5_000_000 },
  publicConfig: {
    publicKey: settings.publicKey,
    omiseUrl: settings.omiseUrl,
    currency: 'THB',
    limits: { minAmount: 2_000, maxAmount: 5_000_000 },
    authorizeHosts: [settings.omiseUrl],
  },
  publicUrl: 'http://shop.test',
  returnPage: '/return.html',
  merchantToken: settings.merchantToken,
  serverMakesSources: true,
  webhookVerification: { mode: 'signature', secrets: [settings.webhookSecret] },
  pages: { folders: [], connectTo: [] },
})
const answer = getRequestListener((request) => app.fetch(request))
const http = createServer((request, response) =>
  request.url?.startsWith('/_suite/')
    ? void answerSuite(request, response)
    : void answer(request, response),
)
http.listen(settings.port, '127.0.0.1')
await once(http, 'listening')

function checkoutFor(role: Role): CreateChargeDeps {
  return {
    store,
    provider: createOmiseClient({
      apiUrl: `${settings.omiseUrl}/${settings.name}`,
      secretKey: settings.secretKey,
      apiVersion: '2019-05-29',
      dispatcher: speakingAs(role, agent),
      timeoutMs: promises.omiseTimeoutMs / scale,
    }),
    clock,
    ids: randomIds,
    journal: createLog(settings.logLevel),
    abandonAfterMs: promises.abandonAfterMs,
    waitForOtherMs: promises.waitForOtherMs,
  }
}

/** Looks every 3 s and not every second: at fiftyfold speed that is busy enough. */
function startReconciler(): { stop(): Promise<void> } {
  if (!mode.reconciler) return { stop: async () => {} }
  const stopping = new AbortController()
  const running = runReconciler(
    checkoutFor('reconciler'),
    { everyMs: 3_000, parallel: 10, perSecond: 20, leaseMs: promises.leaseMs },
    stopping.signal,
  )
  const sweeping = runSweeper(checkoutFor('sweep'), stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await Promise.all([running, sweeping])
    },
  }
}

async function answerSuite(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { mode: wished, aheadMs } = wish.parse(await json(request))
  await reconciling.stop()
  clock.advance(aheadMs - clock.settings().aheadMs)
  mode = wished
  reconciling = startReconciler()
  response.end('{}')
}
