/** For tests: the whole server in one process against a listening simulator, with a clock that can be moved. */

import { createHmac, randomUUID } from 'node:crypto'
import { Agent } from 'undici'
import * as z from 'zod/mini'
import { paymentMethods } from '../../../widget/contract.ts'
import type { Clock, Logger } from '../../checkout/ports.ts'
import { compose } from '../../compose.ts'
import type { Connection } from '../../http/request/client-address.ts'
import { noLimits } from '../../limits/rate-limiter.ts'
import { createOmiseClient } from '../../omise/client.ts'
import { checkAnswer } from '../../openapi/answer-check.test-support.ts'
import type { Outside, Settings } from '../../outside.ts'
import { systemClock } from '../../runtime/clock.ts'
import { createCorrectedClock } from '../../runtime/corrected-clock.ts'
import { randomIds } from '../../runtime/ids.ts'
import type { DeliveryOptions } from '../../shop/run-deliveries.ts'
import {
  type ListeningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts'
import { type Database, openDatabase } from '../../store/database.ts'
import { migrate } from '../../store/migrations.ts'
import { productionWaits } from '../../waits.ts'
import { openAlteredOmise } from './test-altered-omise.ts'

export const webhookSecret = Buffer.from('the shop’s webhook secret').toString('base64')

const charges = z.array(
  z.object({
    id: z.string(),
    status: z.string(),
    return_uri: z.nullable(z.string()),
    metadata: z.record(z.string(), z.unknown()),
  }),
)

/** What a test wants otherwise than the test shop has it. */
type Different = Partial<
  Settings &
    Pick<Outside, 'limiter' | 'readiness' | 'channels'> & {
      /** Another database than one in memory. */
      readonly databaseUrl: string
      readonly deliveries: DeliveryOptions
      /** What the account at Omise is otherwise. */
      readonly account: SimulatorOptions
      /** Another process of the same shop: its Omise and its database. */
      readonly beside: { readonly simulator: ListeningSimulator; readonly database: Database }
      /** Compares its clock with Omise's, and corrects it. */
      readonly correctsClock: boolean
    }
>

export type TestShop = Awaited<ReturnType<typeof openTestShop>>

export async function openTestShop(different: Different = {}) {
  const { beside, account = {}, correctsClock = false } = different
  const simulator =
    beside?.simulator ??
    (await startSimulator({ port: 0, host: '127.0.0.1', webhookSecret, ...account }))
  const altered = await openAlteredOmise(simulator.url)
  const dispatcher = new Agent()
  const database = beside?.database ?? openDatabase(different.databaseUrl ?? 'sqlite::memory:')
  await migrate(database)
  const log: { level: string; fields: Record<string, unknown>; message: string }[] = []
  let movedMs = 0
  const machine: Clock = { ...systemClock, now: () => Date.now() + movedMs }
  const time = createCorrectedClock(machine, 'Omise', loggerInto(log))
  // Most tests move this server's clock on purpose, and would not have it set right again.
  const clock = correctsClock ? time.clock : machine
  const provider = createOmiseClient({
    apiUrl: altered.url,
    secretKey: simulator.secretKey,
    apiVersion: '2019-05-29',
    dispatcher,
    timeoutMs: 1_000,
    clockWatch: correctsClock
      ? { now: machine.now, see: (sighting) => time.see('Omise', sighting) }
      : undefined,
  })
  const composed = compose(
    {
      omise: {
        publicKey: simulator.publicKey,
        secretKey: simulator.secretKey,
        apiUrl: simulator.url,
        apiVersion: '2019-05-29',
      },
      shopName: undefined,
      methods: paymentMethods,
      limits: { minAmountSatang: 2_000, maxAmountSatang: 5_000_000 },
      authorizeHosts: [simulator.url],
      publicUrl: 'http://shop.test',
      returnPage: '/return.html',
      merchantToken: undefined,
      merchantPage: false,
      serverMakesSources: false,
      webhookVerification: { mode: 'signature', secrets: [webhookSecret] },
      pageFolders: [],
      allowedOrigins: [],
      trustedProxies: 0,
      ...different,
    },
    {
      database,
      provider: () => provider,
      clock,
      omiseAheadMs: () => (correctsClock ? time.omiseAheadMs() : undefined),
      ids: randomIds,
      logger: loggerInto(log),
      limiter: noLimits,
      channels: [],
      waits: {
        ...productionWaits,
        waitForOtherMs: 2_000,
        pollIntervalMs: 0,
        listPauseMs: 0,
        deliveries: different.deliveries ?? productionWaits.deliveries,
      },
      metrics: undefined,
      readiness: async () => 'ready',
      ...different,
    },
  )
  const app = {
    ...composed,
    async fetch(request: Request, connection?: Connection) {
      const response = await composed.fetch(request, connection)
      await checkAnswer(request, response)
      return response
    },
  }
  const checkout = app.checkout('clock')

  await app.registerChannels()

  return {
    app,
    database,
    checkout,
    log,
    simulator,
    /** Alters what this server gets from Omise. */
    altered,
    /** Moves the server's clock, not the simulator's. */
    moveClock: (ms: number) => {
      movedMs += ms
    },
    call,
    newOrder,
    newSource,
    newSourceOf,
    submit,
    payment,
    omise,
    control,
    deliver,
    charges: async () => {
      const { body } = await omise('GET', '/charges?limit=100')
      return charges.parse(body.data)
    },
    async close() {
      await dispatcher.close()
      await altered.close()
      if (beside !== undefined) return
      await database.db.destroy()
      await simulator.close()
    },
  }

  async function call(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; key?: string; version?: number } = {},
  ) {
    const response = await app.fetch(
      new Request(`http://shop.test${path}`, {
        method,
        headers: {
          ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
          ...(options.body !== undefined && { 'content-type': 'application/json' }),
          ...(options.key !== undefined && { 'idempotency-key': options.key }),
          ...(options.version !== undefined && { 'if-match': `"${options.version}"` }),
        },
        ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      }),
    )
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  /** An order of ฿1,000, as the shop makes it. */
  async function newOrder(): Promise<{ orderId: string; token: string }> {
    return app.orders.create({ reference: `SO-${randomUUID()}`, amount: 100_000 })
  }

  async function newSource(phoneNumber = '0812345678', amount = 100_000): Promise<string> {
    const { body } = await omise('POST', '/sources', {
      type: 'truemoney',
      amount,
      currency: 'THB',
      phone_number: phoneNumber,
    })
    return String(body.id)
  }

  /** A source of a method that asks the buyer for nothing. */
  async function newSourceOf(type: string): Promise<string> {
    const { body } = await omise('POST', '/sources', { type, amount: 100_000, currency: 'THB' })
    return String(body.id)
  }

  function submit({ orderId, token }: { orderId: string; token: string }, source: string) {
    return call('POST', `/api/orders/${orderId}/charge`, {
      token,
      body: { source, amount: 100_000 },
    })
  }

  async function payment({ orderId, token }: { orderId: string; token: string }) {
    return (await call('GET', `/api/orders/${orderId}/payment`, { token })).body
  }

  /** Omise's API with the secret key, as a dashboard would use it. */
  async function omise(method: string, path: string, body?: unknown) {
    const response = await fetch(simulator.url + path, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${simulator.secretKey}:`)}`,
        'omise-version': '2019-05-29',
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** A webhook as Omise would send it, signed unless another signature (or none) is given. */
  async function deliver(
    event: string | Record<string, unknown>,
    different: { signature?: string | undefined } = {},
  ) {
    const body = typeof event === 'string' ? event : JSON.stringify({ object: 'event', ...event })
    const timestamp = String(Math.floor(clock.now() / 1000))
    const valid = createHmac('sha256', Buffer.from(webhookSecret, 'base64'))
      .update(`${timestamp}.${body}`)
      .digest('hex')
    const { signature } = { signature: valid, ...different }
    const response = await app.fetch(
      new Request('http://shop.test/webhooks/omise', {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'omise-signature-timestamp': timestamp,
          ...(signature !== undefined && { 'omise-signature': signature }),
        },
      }),
    )
    return { status: response.status, body: await response.json() }
  }

  /** The simulator's own control API. */
  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${simulator.url}/_simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
}

function loggerInto(
  log: { level: string; fields: Record<string, unknown>; message: string }[],
): Logger {
  const line = (level: string) => (fields: Record<string, unknown>, message: string) => {
    log.push({ level, fields, message })
  }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
