/** For tests: a merchant's app that listens with the checkout inside, and the simulator it charges at. */

import * as z from 'zod/mini'
import { freePort } from '../../e2e/runners/process.ts'
import { type ListeningSimulator, startSimulator } from '../simulator/simulator.ts'

/** What a merchant's app is to these tests. `start` makes it listen on the port, configured by `env`. */
export type Host = {
  readonly name: string
  start(env: Env, port: number): Promise<{ close(): Promise<void> }>
}

export type Env = Record<string, string>

const order = z.object({ orderId: z.string(), token: z.string(), amount: z.number() })
const created = z.object({ id: z.string() })
const charged = z.object({ authorizeUri: z.string() })
const events = z.object({
  data: z.array(z.object({ webhook_deliveries: z.array(z.object({ status: z.number() })) })),
})
const charges = z.object({ total: z.number() })

export type TestOrder = z.output<typeof order>
export type TestHost = Awaited<ReturnType<typeof openTestHost>>

const webhookSecret = Buffer.from('the secret of a merchant’s app').toString('base64')
const merchantToken = 'the-token-of-a-merchant-with-an-app'

export async function openTestHost(host: Host, options: { prefix?: string; env?: Env } = {}) {
  const { prefix = '/pay', env = {} } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}${prefix}`
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    webhookUrl: `${url}/webhooks/omise`,
    apiVersion: '2019-05-29',
    webhookSecret,
  })
  const running = await host.start(
    {
      PUBLIC_URL: url,
      OMISE_PUBLIC_KEY: simulator.publicKey,
      OMISE_SECRET_KEY: simulator.secretKey,
      OMISE_API_URL: simulator.url,
      OMISE_WEBHOOK_SECRET: webhookSecret,
      MERCHANT_TOKEN: merchantToken,
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'silent',
      ...env,
    },
    port,
  )
  let stopped: Promise<void> | undefined
  return {
    /** Where the checkout is. */
    url,
    /** Where the app around it is. */
    origin: `http://127.0.0.1:${port}`,
    port,
    simulator,
    newOrder,
    askAsShop,
    askPayment,
    charge,
    authorize,
    payment,
    deliveries: async () =>
      events
        .parse(await omise(simulator, 'GET', '/events'))
        .data.flatMap((event) => event.webhook_deliveries.map(({ status }) => status)),
    chargeCount: async () => charges.parse(await omise(simulator, 'GET', '/charges')).total,
    /** Ends the app, and is the first half of `close`. */
    stop,
    async close() {
      await stop()
      await simulator.close()
    },
  }

  function stop(): Promise<void> {
    stopped ??= running.close()
    return stopped
  }

  /** Buys in the shop, which makes an order of ฿240. */
  async function newOrder(): Promise<TestOrder> {
    const response = await fetch(`http://127.0.0.1:${port}/buy`, { method: 'POST' })
    return order.parse(await response.json())
  }

  /** The merchant's API, with the token unless another one is given. */
  async function askAsShop(method: string, path: string, body?: unknown, token = merchantToken) {
    const response = await fetch(`${url}/api/merchant${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: z.looseObject({}).parse(await response.json()) }
  }

  /** Makes a source as the widget does, and charges the order with it: where the buyer goes then. */
  async function charge({ orderId, token, amount }: TestOrder, signal?: AbortSignal) {
    const source = await omise(simulator, 'POST', '/sources', {
      type: 'truemoney',
      amount,
      currency: 'thb',
      phone_number: '0812345678',
    })
    const response = await fetch(`${url}/api/orders/${orderId}/charge`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ source: created.parse(source).id, amount }),
      ...(signal && { signal }),
    })
    return charged.parse(await response.json()).authorizeUri
  }

  /** What the buyer does at TrueMoney; resolves when the webhook has its answer. */
  async function authorize(authorizeUri: string): Promise<Response> {
    const response = await fetch(authorizeUri, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'successful' }),
      redirect: 'manual',
    })
    await simulator.settled()
    return response
  }

  function askPayment({ orderId, token }: TestOrder, headers: Env = {}): Promise<Response> {
    return fetch(`${url}/api/orders/${orderId}/payment`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    })
  }

  async function payment(asked: TestOrder): Promise<unknown> {
    return (await askPayment(asked)).json()
  }
}

async function omise(
  simulator: ListeningSimulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(simulator.url + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${simulator.secretKey}:`)}`,
      'omise-version': '2019-05-29',
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return response.json()
}
