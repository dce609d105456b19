/**
 * Every route, asked for everything: methods, paths, headers and bodies that
 * nobody should send. Each answer is a 4xx problem document with a code, or the
 * success that the contract describes; the server lives on; and what was in the
 * database before is the same after.
 */
import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problem } from '../../widget/contract.ts'
import { parseConfig } from '../config/config.ts'
import { serverProblemStatus } from '../http/request/problem.ts'
import { newOrder, orderChange } from '../shop/order-input.ts'
import type { CreatedShopOrder } from '../shop/orders.ts'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { type RunningServer, startServer } from '../start/start-server.ts'
import { openDatabase } from '../store/database.ts'
import { engineNames } from '../store/database-url.ts'
import { startTestEngines } from '../store/test-support/test-engines.ts'
import { type Asked, hostileRequest } from './support/hostile-requests.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const runs = { seed: 404, numRuns: 800 }

const engines = startTestEngines()

type Answer = { readonly status: number; readonly type: string; readonly text: string }

// What every engine must do: they differ in what they take for a text.
describe.each(engineNames)('a server on %s', (engine) => {
  let simulator: Simulator & { close(): Promise<void> }
  let server: RunningServer
  let databaseUrl: string
  let order: CreatedShopOrder

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
    databaseUrl = await engines[engine]()
    server = await start(databaseUrl, simulator)
    order = await paidOrder(server, simulator)
  })
  afterEach(async () => {
    await server.close()
    await simulator.close()
  })

  it('answers every request with its success or a problem, and keeps its orders', async () => {
    const before = await stored(databaseUrl)
    let madeOrders = 0
    await fc.assert(
      fc.asyncProperty(hostileRequest({ ...order, merchantToken }), async (asked) => {
        const answer = await send(server.url, asked)
        if (answer.status === 201) madeOrders += 1
        expect(objectionTo(asked, answer)).toBeUndefined()
      }),
      runs,
    )
    const after = await stored(databaseUrl)
    expect(after.orders).toHaveLength(before.orders.length + madeOrders)
    expect(after.orders).toEqual(expect.arrayContaining(before.orders))
    expect([after.attempts, after.refunds]).toEqual([before.attempts, before.refunds])
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  }, 60_000)
})

/** Why the answer is not what the contract allows, `undefined` when it is. */
function objectionTo(asked: Asked, { status, type, text }: Answer): string | undefined {
  if (status === 204 && asked.method === 'OPTIONS') return undefined
  if (status < 400) {
    const isReading = asked.method === 'GET' || asked.method === 'HEAD'
    return isReading ? undefined : objectionToChange(asked, status)
  }
  if (status >= 500) return `status ${status}: ${text}`
  if (asked.method === 'HEAD') return undefined
  if (status === 404 && type.startsWith('text/html')) return undefined
  const parsed = problem.safeParse(parseJson(text))
  if (!type.startsWith('application/problem+json') || !parsed.success)
    return `no problem document but ${type}: ${text}`
  const { code, status: said } = parsed.data
  if (said !== status || !Object.hasOwn(serverProblemStatus, code)) return `unknown problem ${code}`
  return text.includes('node_modules') || text.includes('    at ') ? `a stack: ${text}` : undefined
}

/** Only an order that is right is made, and only a change that is right is taken. */
function objectionToChange({ method, path, body }: Asked, status: number): string | undefined {
  const sent = parseJson(Buffer.from(body).toString())
  if (path.startsWith('/api/merchant/orders')) {
    if (method === 'DELETE') return undefined
    const schema = method === 'PATCH' ? orderChange : newOrder
    if (schema.safeParse(sent).success) return undefined
  }
  return `success ${status} for a ${method} of ${path}`
}

function send(url: string, { method, path, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(url, { method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asking.on('error', reject)
    asking.end(method === 'GET' || method === 'HEAD' ? undefined : body)
  })
}

async function start(databaseUrl: string, simulator: Simulator): Promise<RunningServer> {
  const parsed = parseConfig({
    PORT: '0',
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    OMISE_WEBHOOK_VERIFY: 'reread-only',
    SERVER_MAKES_SOURCES: 'true',
    DATABASE_URL: databaseUrl,
    MERCHANT_TOKEN: merchantToken,
    PAGES: 'public',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_CHARGES: '0',
    RATE_LIMIT_PAYMENTS: '0',
    RATE_LIMIT_REFUNDS: '0',
    RATE_LIMIT_MERCHANT: '0',
    RATE_LIMIT_WEBHOOKS: '0',
  })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return startServer(parsed.config)
}

/** An order that is paid and given back, so that there is nothing left to do for it. */
async function paidOrder(server: RunningServer, simulator: Simulator) {
  const post = (path: string, body: unknown, token = '') =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  const order = await server.orders.create({ reference: 'SO-1', amount: 12_000 })
  const path = `/api/orders/${order.orderId}`
  await post(`${path}/charge`, { phoneNumber: '0812345678' }, order.token)
  const headers = { authorization: `Basic ${btoa(`${simulator.secretKey}:`)}` }
  const list = await (await fetch(`${simulator.url}/charges`, { headers })).json()
  await fetch(`${simulator.url}/charges/${list.data[0].id}/mark_as_paid`, {
    method: 'POST',
    headers,
  })
  await fetch(`${server.url}${path}/payment`, {
    headers: { authorization: `Bearer ${order.token}` },
  })
  expect((await post(`${path}/refunds`, {}, merchantToken)).status).toBe(201)
  return order
}

async function stored(url: string) {
  const { db } = openDatabase(url)
  const [orders, attempts, refunds] = await Promise.all([
    db.selectFrom('orders').selectAll().orderBy('id').execute(),
    db.selectFrom('attempts').selectAll().orderBy('id').execute(),
    db.selectFrom('refunds').selectAll().orderBy('id').execute(),
  ])
  await db.destroy()
  return { orders, attempts, refunds }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
