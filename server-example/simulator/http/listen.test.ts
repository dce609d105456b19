import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ListeningSimulator, startSimulator } from '../simulator.ts'
import { webhookSecret } from '../test-account.ts'

type Arrival = { contentType: string; signature: string; timestamp: string; body: string }

let simulator: ListeningSimulator
let shop: ReturnType<typeof createServer>
let arrivals: Arrival[]
beforeEach(async () => {
  arrivals = []
  shop = createServer(async (request, response) => {
    const body = await text(request)
    arrivals.push({
      contentType: String(request.headers['content-type']),
      signature: String(request.headers['omise-signature']),
      timestamp: String(request.headers['omise-signature-timestamp']),
      body,
    })
    response.writeHead(200).end()
  }).listen(0, '127.0.0.1')
  await once(shop, 'listening')
  const address = shop.address()
  const port = typeof address === 'object' ? address?.port : address
  simulator = await startSimulator({
    port: 0,
    webhookSecret,
    webhookUrl: `http://127.0.0.1:${port}/hook`,
  })
})
afterEach(async () => {
  await simulator.close()
  shop.close()
})

it('posts a signed webhook over the network', async () => {
  const startedAt = Math.floor(Date.now() / 1000)
  expect((await createCharge()).status).toBe(200)
  await simulator.settled()
  expect(arrivals).toHaveLength(1)
  const { contentType, signature, timestamp, body } = arrivals[0] ?? expect.fail()
  expect(contentType).toBe('application/json')
  expect(Number(timestamp)).toBeGreaterThanOrEqual(startedAt)
  expect(signature).toBe(
    createHmac('sha256', Buffer.from(webhookSecret, 'base64'))
      .update(`${timestamp}.${body}`)
      .digest('hex'),
  )
  expect(JSON.parse(body)).toMatchObject({ object: 'event', key: 'charge.create' })
})

it.each([
  ['reset-before', 0],
  ['reset-after', 1],
])('cuts the line without an answer: %s', async (kind, charges) => {
  await control('/faults', { match: { method: 'POST', path: '/charges' }, fault: { kind } })
  await expect(createCharge()).rejects.toMatchObject({
    message: 'fetch failed',
    cause: { code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) },
  })
  const list = await fetch(`${simulator.url}/charges`, { headers: secret() })
  expect(await list.json()).toMatchObject({ total: charges })
})

it('expires a charge by itself and says so, though nobody asks', async () => {
  const expired = Promise.withResolvers<void>()
  shop.on('request', (_request, response) =>
    response.on('finish', () => {
      if (arrivals.some(({ body }) => body.includes('"charge.expire"'))) expired.resolve()
    }),
  )
  const soon = new Date(Date.now() + 1200).toISOString()
  expect((await createCharge(`&expires_at=${soon}`)).status).toBe(200)
  await expired.promise
})

it('reads the parameters of a GET from its body, as the examples of Omise send them', async () => {
  await createCharge('&description=somchai')
  const search = httpRequest(`${simulator.url}/search`, {
    method: 'GET',
    headers: { ...secret(), 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  search.setHeader('Content-Length', 'scope=charge&query=somchai'.length)
  search.end('scope=charge&query=somchai')
  const [response] = await once(search, 'response')
  expect(JSON.parse(await text(response))).toMatchObject({ total: 1, query: 'somchai' })
})

it('refuses to start on a port that is taken', async () => {
  const port = Number(new URL(simulator.url).port)
  await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

it('refuses impossible options before it takes a port', async () => {
  await expect(startSimulator({ port: 0, publicKey: 'pkey_live' })).rejects.toThrow(TypeError)
})

function createCharge(more = '') {
  return fetch(`${simulator.url}/charges`, {
    method: 'POST',
    headers: secret(),
    body: new URLSearchParams(
      `amount=100000&currency=thb&return_uri=https://a.b&source[type]=truemoney&source[phone_number]=0812345678${more}`,
    ),
  })
}

function secret() {
  return { Authorization: `Basic ${btoa(`${simulator.secretKey}:`)}` }
}

function control(path: string, body: unknown) {
  return fetch(`${simulator.url}/_simulator${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}
