import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { type ServerProcess, startServerProcess } from '../tests/support/test-process.ts'

const created = z.object({ orderId: z.string(), token: z.string() })
const source = z.object({ id: z.string() })
const merchantToken = 'merchant-token-0123456789-abcdefghijklmnop'
const json = { 'content-type': 'application/json' }

let simulator: Simulator & { close(): Promise<void> }
let omise: Awaited<ReturnType<typeof startSlowOmise>>
let server: ServerProcess
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
  omise = await startSlowOmise(simulator.url)
  server = await startServerProcess({
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: omise.url,
    DATABASE_URL: 'sqlite::memory:',
    MERCHANT_TOKEN: merchantToken,
  })
})
afterEach(async () => {
  server.terminate()
  omise.answer()
  await server.ended
  omise.close()
  await simulator.close()
})

it('finishes the charge that is under way when it is told to stop, and begins nothing new', async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  const charging = charge()
  await omise.asked
  // One connection is in the middle of a request when the server is told to stop.
  const other = await openConnection()
  other.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nGET /readyz HTTP/1.1\r\nhost: x\r\n')
  await other.hears('{"status":"ok"}')

  server.terminate()
  await refusesConnections()
  other.write('\r\n')
  const notReady = await other.hears('"}')
  expect(notReady).toContain('HTTP/1.1 503')
  expect(notReady).toContain('"status":"stopping"')
  expect(notReady.toLowerCase()).toContain('connection: close')

  omise.answer()
  const answer = await charging
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { authorizeUri: expect.stringContaining('/payments/') },
  ])
  expect(await server.ended).toBe(0)
  expect(server.output()).toContain('"msg":"stopped"')
})

async function charge(): Promise<Response> {
  const ordered = await fetch(`${server.url}/api/merchant/orders`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${merchantToken}` },
    body: JSON.stringify({ reference: 'SO-1', amount: 100_000 }),
  })
  const order = created.parse(await ordered.json())
  const made = await fetch(`${simulator.url}/sources`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${simulator.publicKey}:`)}` },
    body: new URLSearchParams({
      type: 'truemoney',
      amount: '100000',
      currency: 'THB',
      phone_number: '0812345678',
    }),
  })
  return fetch(`${server.url}/api/orders/${order.orderId}/charge`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${order.token}` },
    body: JSON.stringify({ source: source.parse(await made.json()).id }),
  })
}

/** The simulator behind a line on which `POST /charges` takes as long as the test wants. */
async function startSlowOmise(simulatorUrl: string) {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const http: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method === 'POST') {
      asked.resolve()
      await answer.promise
    }
    const { authorization = '', 'content-type': type = '' } = request.headers
    const passed = await fetch(simulatorUrl + request.url, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type, 'omise-version': '2019-05-29' },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    response.writeHead(passed.status, json).end(await passed.text())
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    asked: asked.promise,
    answer: () => answer.resolve(),
    close: () => http.close(),
  }
}

async function openConnection() {
  const socket: Socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' })
  await once(socket, 'connect')
  let heard = ''
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => (heard += chunk))
  return {
    write: (text: string) => socket.write(text),
    /** What was said until a text came, which is then forgotten. */
    async hears(text: string): Promise<string> {
      while (!heard.includes(text)) await Promise.race([once(socket, 'data'), endOf(socket)])
      const said = heard
      heard = ''
      return said
    },
  }
}

async function endOf(socket: Socket): Promise<never> {
  await once(socket, 'close')
  throw new Error('Expected more; the connection was closed.')
}

async function refusesConnections(): Promise<void> {
  for (;;) {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' })
    const refused = await once(socket, 'connect').then(
      () => false,
      () => true,
    )
    socket.destroy()
    if (refused) return
  }
}
