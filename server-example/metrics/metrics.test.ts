import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseConfig } from '../config/config.ts'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { type RunningServer, startServer } from '../start/start-server.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const json = { 'content-type': 'application/json' }
const listed = z.object({ data: z.array(z.object({ id: z.string() })) })

let simulator: Simulator & { close(): Promise<void> }
let server: RunningServer
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
  server = await start({ METRICS_PORT: '0' })
})
afterEach(async () => {
  await server.close()
  await simulator.close()
})

describe('metrics', () => {
  it('count a charge that is paid, given back and heard of by webhook, each once', async () => {
    const order = await newOrder()
    await charge(order)
    const [paid] = await charges()
    await omise('POST', `/charges/${paid?.id}/mark_as_paid`)
    const event = {
      object: 'event',
      id: 'evnt_test_1',
      key: 'charge.complete',
      data: { object: 'charge', id: paid?.id },
    }
    for (let i = 0; i < 2; i++) expect((await post('/webhooks/omise', event)).status).toBe(200)
    expect((await refund(order)).status).toBe(201)
    await post('/webhooks/omise', { object: 'event' })

    const text = await metrics()
    for (const line of [
      'checkout_charges_total{outcome="creating"} 1',
      'checkout_charges_total{outcome="pending"} 1',
      'checkout_charges_total{outcome="successful"} 1',
      'checkout_charges_total{outcome="failed"} 0',
      'checkout_refunds_total{kind="void",outcome="done"} 1',
      'checkout_refunds_total{kind="refund",outcome="done"} 0',
      'checkout_webhooks_total{result="successful"} 2',
      'checkout_webhooks_total{result="not_understood"} 1',
      'checkout_omise_request_duration_seconds_count{call="POST /charges",outcome="ok"} 1',
      'checkout_omise_request_duration_seconds_count{call="POST /charges/:id/refunds",outcome="ok"} 1',
      'checkout_http_request_duration_seconds_count{method="POST",route="/api/orders/:orderId/charge",status="200"} 1',
      'checkout_http_request_duration_seconds_count{method="POST",route="/webhooks/omise",status="400"} 1',
      'checkout_unresolved{what="pending"} 0',
      'checkout_reconciler_lag_seconds 0',
      'checkout_database_up 1',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toContain('process_cpu_seconds_total')
  })

  it('show what waits for an end, and what Omise refused', async () => {
    await charge(await newOrder())
    const refused = await charge(await newOrder(), 'src_test_nobody')
    expect(refused.status).toBe(422)
    const text = await metrics()
    expect(text).toContain('checkout_unresolved{what="pending"} 1')
    expect(text).toMatch(/checkout_unresolved_oldest_age_seconds\{what="pending"\} 0\.\d+/)
    expect(text).toContain('checkout_charges_total{outcome="abandoned"} 1')
    expect(text).toContain(
      'checkout_omise_request_duration_seconds_count{call="POST /charges",outcome="refused"} 1',
    )
  })

  it('name no order, address or token, however many there are', async () => {
    const order = await newOrder()
    await fetch(`${server.url}/api/orders/${order.orderId}/payment`)
    await fetch(`${server.url}/${order.token}`)
    await fetch(`${server.url}/api/config`, { method: 'PROPFIND' })
    const text = await metrics()
    expect(text).not.toContain(order.orderId)
    expect(text).not.toContain(order.token)
    expect(text).toContain('route="/*",status="404"')
    expect(text).toContain('method="other"')
  })

  it('are not on the port that buyers reach', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  })

  it('are only read, and only there', async () => {
    const url = server.metricsUrl ?? ''
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(url.replace('/metrics', '/api/config'))).status).toBe(404)
  })

  it('are not kept unless there is a port for them', async () => {
    const plain = await start({})
    expect(plain.metricsUrl).toBeUndefined()
    await plain.close()
  })
})

async function start(env: Record<string, string>): Promise<RunningServer> {
  const parsed = parseConfig({
    PORT: '0',
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    OMISE_WEBHOOK_VERIFY: 'reread-only',
    DATABASE_URL: 'sqlite::memory:',
    MERCHANT_TOKEN: merchantToken,
    LOG_LEVEL: 'silent',
    ...env,
  })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return startServer(parsed.config)
}

async function newOrder() {
  return server.orders.create({ reference: `SO-${randomUUID()}`, amount: 100_000 })
}

async function charge(order: { orderId: string; token: string }, source?: string) {
  const made = source ?? (await omise('POST', '/sources', newSource)).id
  return post(`/api/orders/${order.orderId}/charge`, { source: made }, order.token)
}

const newSource = {
  type: 'truemoney',
  amount: '100000',
  currency: 'THB',
  phone_number: '0812345678',
}

function refund({ orderId }: { orderId: string }) {
  return post(`/api/orders/${orderId}/refunds`, {}, merchantToken)
}

function post(path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { ...json, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
}

async function metrics(): Promise<string> {
  return (await fetch(server.metricsUrl ?? '')).text()
}

async function charges() {
  return listed.parse(await omise('GET', '/charges')).data
}

async function omise(method: string, path: string, body?: Record<string, string>) {
  const key = path === '/sources' ? simulator.publicKey : simulator.secretKey
  const response = await fetch(simulator.url + path, {
    method,
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    ...(body !== undefined && { body: new URLSearchParams(body) }),
  })
  return response.json()
}
