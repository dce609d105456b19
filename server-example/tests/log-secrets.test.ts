/** Secrets are sent through every path of a real process, at the chattiest level; none may come out in its log. */
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { type ServerProcess, startServerProcess } from './support/test-process.ts'

const webhookSecret = Buffer.from('the secret that signs webhooks').toString('base64')
const merchantToken = 'merchant-token-0123456789-abcdefghijklmnop'
const phone = '0812345678'
const otherPhone = '0898765432'
const phones = [phone, '081-234-5678', '+66812345678', otherPhone]
const created = z.object({ orderId: z.string(), token: z.string() })
const line = z.object({ level: z.int(), msg: z.string() })
const listed = z.object({ data: z.array(z.object({ id: z.string() })) })

let simulator: Simulator & { close(): Promise<void> }
let server: ServerProcess
let folder: string
let token: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
  simulator = await startSimulator({ port: 0, host: '127.0.0.1', webhookSecret })
  server = await startServerProcess({
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    OMISE_WEBHOOK_SECRET: webhookSecret,
    MERCHANT_TOKEN: merchantToken,
    SERVER_MAKES_SOURCES: 'true',
    DATABASE_URL: `sqlite:${folder}/orders.db`,
    PAGES: 'public',
    LOG_LEVEL: 'trace',
  })
  token = await sendEverything()
  server.terminate()
  await server.ended
}, 30_000)
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})

describe('the log of a server that was sent secrets everywhere', () => {
  it.each([
    ['the secret key', () => [simulator.secretKey, btoa(`${simulator.secretKey}:`)]],
    ['the merchant’s token', () => [merchantToken]],
    ['the order’s token', () => [token]],
    ['the webhook secret', () => [webhookSecret, 'the secret that signs webhooks']],
    ['a phone number', () => phones],
    ['an Authorization header', () => ['Bearer', 'Basic ']],
  ])('does not hold %s', (_what, secrets) => {
    const output = server.output()
    for (const secret of secrets()) {
      expect(output).not.toContain(secret)
      expect(output).not.toContain(encodeURIComponent(secret))
    }
  })

  it('does hold what happened, with its ids', () => {
    const lines = server.output().trim().split('\n')
    const said = lines.map((text) => line.parse(JSON.parse(text)).msg)
    for (const message of [
      'listening',
      'request',
      'the charge was not answered',
      'attempt is successful',
      'webhook refused',
      'webhook handled',
      'charge voided',
      'stopped',
    ])
      expect(said).toContain(message)
    const charged = lines.find((text) => /orders\/:orderId\/charge.*"status":200/.test(text))
    expect(JSON.parse(charged ?? '{}')).toMatchObject({
      msg: 'request',
      requestId: expect.any(String),
      orderId: expect.stringMatching(/^ord_/),
      attemptId: expect.stringMatching(/^att_/),
      chargeId: expect.stringMatching(/^chrg_/),
    })
  })
})

/** Every route, as it is meant and as it is not, and every kind of trouble at Omise; answers the order's token. */
async function sendEverything(): Promise<string> {
  const order = await newOrder('SO-1')
  const path = `/api/orders/${order.orderId}`
  const wrongOrder = { reference: 'SO-3', amount: phone, [merchantToken]: phone }
  await post('/api/merchant/orders', wrongOrder, merchantToken)
  await post('/api/merchant/orders', `not JSON ${phone} ${merchantToken}`, merchantToken)

  await fault({ kind: 'status', status: 400, code: 'bad', message: `${phone} is invalid` })
  await post(`${path}/charge`, { phoneNumber: phone }, order.token)
  await fault({ kind: 'html-502' })
  await post(`${path}/charge`, { phoneNumber: phone }, order.token)
  const other = await newOrder('SO-2')
  await post(`/api/orders/${other.orderId}/charge`, { phoneNumber: phone }, other.token)
  await post(`/api/orders/${other.orderId}/charge`, { phoneNumber: otherPhone }, other.token)
  await post(`/api/orders/${other.orderId}/charge`, { phoneNumber: '02 123 4567' }, other.token)
  await post(`${path}/charge`, { source: simulator.secretKey }, order.token)
  for (const wrong of [merchantToken, simulator.secretKey, phone])
    await ask('GET', `${path}/payment`, { authorization: `Bearer ${wrong}` })
  await ask('GET', `${path}/payment`, { authorization: `Basic ${btoa(simulator.secretKey)}` })

  const charges = listed.parse(await omise('GET', '/charges?order=reverse_chronological')).data
  await omise('POST', `/charges/${charges[0]?.id}/mark_as_paid`)
  await ask('GET', `/api/orders/${other.orderId}/payment`, { authorization: bearer(other.token) })
  const event = {
    object: 'event',
    id: 'evnt_test_1',
    key: 'charge.complete',
    data: { object: 'charge', id: charges[0]?.id, source: { phone_number: phone } },
  }
  await deliver(event)
  await deliver({ ...event, id: phone })
  await deliver({ ...event, key: phone })
  await deliver({ ...event, data: { object: 'charge', id: merchantToken } })
  await post('/webhooks/omise', { ...event, secret: webhookSecret })
  await post(`/api/orders/${other.orderId}/refunds`, { reason: phone }, merchantToken)
  await post(`/api/orders/${other.orderId}/refunds`, {}, other.token)
  await post(`/api/orders/${phone}/refunds`, {}, merchantToken)

  const secrets = [merchantToken, order.token, simulator.secretKey, webhookSecret, ...phones]
  for (const secret of secrets.map(encodeURIComponent)) {
    await ask('GET', `/${secret}?token=${secret}`)
    await ask('GET', `/api/orders/${secret}/payment`, { authorization: bearer(order.token) })
    await ask('POST', `/webhooks/${secret}`)
    await ask('GET', `/checkout/return?order=${secret}&token=${secret}`)
    const headers = { 'x-request-id': secret, 'x-forwarded-for': secret, 'user-agent': secret }
    await ask('GET', '/api/config', { ...headers, referer: secret, cookie: secret })
    await ask('DELETE', '/api/config', headers)
    await ask('POST', '/api/merchant/orders', {
      ...headers,
      origin: secret,
      'content-type': secret,
    })
  }
  return order.token
}

async function newOrder(reference: string) {
  const response = await post(
    '/api/merchant/orders',
    { reference, amount: 100_000, description: 'a gift box' },
    merchantToken,
  )
  return created.parse(await response.json())
}

function fault(kind: Record<string, unknown>): Promise<unknown> {
  return fetch(`${simulator.url}/_simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: { method: 'POST', path: '/charges' }, fault: kind }),
  })
}

function deliver(event: unknown): Promise<Response> {
  const body = JSON.stringify(event)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', Buffer.from(webhookSecret, 'base64'))
    .update(`${timestamp}.${body}`)
    .digest('hex')
  const headers = { 'omise-signature': signature, 'omise-signature-timestamp': timestamp }
  return ask('POST', '/webhooks/omise', { ...headers, 'content-type': 'application/json' }, body)
}

function post(path: string, body: unknown, bearerToken?: string): Promise<Response> {
  const authorization = bearerToken === undefined ? {} : { authorization: bearer(bearerToken) }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return ask('POST', path, { 'content-type': 'application/json', ...authorization }, text)
}

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Response> {
  const init = { method, headers, redirect: 'manual' as const }
  return fetch(server.url + path, body === undefined ? init : { ...init, body })
}

function bearer(text: string): string {
  return `Bearer ${text}`
}

async function omise(method: string, path: string): Promise<unknown> {
  const headers = { authorization: `Basic ${btoa(`${simulator.secretKey}:`)}` }
  return (await fetch(simulator.url + path, { method, headers })).json()
}
