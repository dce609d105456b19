import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { Agent } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/simulator.ts'
import { describeOmise } from './client.contract.ts'
import { createOmiseClient } from './client.ts'

const dispatcher = new Agent()
let simulator: Awaited<ReturnType<typeof startSimulator>>
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await dispatcher.close()
  await simulator.close()
})

for (const apiVersion of ['2017-11-02', '2019-05-29'])
  describeOmise(`Omise client, simulator, ${apiVersion}`, async () => ({
    client: clientFor(simulator.url, { apiVersion }),
    apiUrl: simulator.url,
    publicKey: simulator.publicKey,
  }))

describe('Omise client, what it makes of bad answers', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  it.each([
    [
      400,
      '{"object":"error","code":"invalid_charge","message":"amount is odd"}',
      'refused',
      'amount is odd',
    ],
    [
      404,
      '{"object":"error","code":"not_found","message":"charge was not found"}',
      'refused',
      'not found',
    ],
    [404, '<html>no such page</html>', 'unknown', '404'],
    [
      429,
      '{"object":"error","code":"too_many_requests","message":"too many"}',
      'not_done',
      'too many',
    ],
    [429, 'slow down', 'not_done', '429'],
    [
      500,
      '{"object":"error","code":"internal_error","message":"internal error"}',
      'unknown',
      'internal',
    ],
    [502, '<html>Bad Gateway</html>', 'unknown', '502'],
    [503, '', 'unknown', '503'],
    [200, '<html>a captive portal</html>', 'unknown', 'as documented'],
    [200, '{"object":"charge","id":"chrg_1"}', 'unknown', 'amount'],
    [201, '{}', 'unknown', '201'],
    [302, '', 'unknown', '302'],
  ] as const)('takes %i %s for %s', async (status, body, outcome, sentence) => {
    const url = await answering((respond) => respond(status, body))
    await expect(clientFor(url).getCharge('chrg_1')).rejects.toMatchObject({
      name: 'ProviderError',
      outcome,
      httpStatus: status,
      message: expect.stringContaining(sentence),
    })
  })

  it('does not know what happened when the line is cut', async () => {
    const url = await answering((_respond, cut) => cut())
    await expect(clientFor(url).getCharge('chrg_1')).rejects.toMatchObject({ outcome: 'unknown' })
  })

  it('does not know what happened when no answer comes in time', async () => {
    const url = await answering(() => undefined)
    const client = clientFor(url, { timeoutMs: 50 })
    await expect(client.getCharge('chrg_1')).rejects.toMatchObject({ outcome: 'unknown' })
  })

  it('knows that nothing happened when nobody listens', async () => {
    const url = await answering(() => undefined)
    server?.close()
    await expect(clientFor(url).getCharge('chrg_1')).rejects.toMatchObject({ outcome: 'not_done' })
  })

  it('sends a POST once, whatever comes of it', async () => {
    let seen = 0
    const url = await answering((_respond, cut) => {
      seen += 1
      cut()
    })
    await expect(clientFor(url).expireCharge('chrg_1')).rejects.toThrow()
    expect(seen).toBe(1)
  })

  it('passes on how long Omise asks to wait', async () => {
    const url = await answering((respond) => respond(429, '', { 'retry-after': '7' }))
    await expect(clientFor(url).getCharge('chrg_1')).rejects.toMatchObject({ retryAfterMs: 7_000 })
  })

  it('does not pause for a day because a gateway says so', async () => {
    const url = await answering((respond) => respond(503, '', { 'retry-after': '86400' }))
    await expect(clientFor(url).getCharge('chrg_1')).rejects.toMatchObject({
      retryAfterMs: 300_000,
    })
  })

  it('names no key in an error', async () => {
    const url = await answering((_respond, cut) => cut())
    const error: unknown = await clientFor(url)
      .getCharge('chrg_1')
      .catch((thrown: unknown) => thrown)
    const said = JSON.stringify(error, ['message', 'cause', 'stack']) + String(error)
    expect(said).not.toContain(simulator.secretKey)
    expect(said).not.toContain(Buffer.from(`${simulator.secretKey}:`).toString('base64'))
  })

  type Respond = (status: number, body: string, headers?: Record<string, string>) => void

  async function answering(answer: (respond: Respond, cut: () => void) => void): Promise<string> {
    const started = createServer((request, response) => {
      answer(
        (status, body, headers = {}) => response.writeHead(status, headers).end(body),
        () => request.socket.resetAndDestroy(),
      )
    })
    server = started
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
    return urlOf(started)
  }
})

it.each([
  ['successful', 'successful'],
  ['failed', 'failed'],
  ['on_hold', 'unknown'],
  ['SUCCESSFUL', 'unknown'],
])('reads the status %s as %s', async (status, expected) => {
  const { charge } = await import('./schemas.ts')
  const base = { object: 'charge', id: 'chrg_1', amount: 1, currency: 'thb', status }
  const read = charge.parse({ ...base, created: '2019-05-17T08:09:48Z', surprise: true })
  expect(read).toMatchObject({ status: expected, currency: 'THB', orderId: null })
})

it('reads at most eight things at a time, of which two lists, and holds no change back', async () => {
  const underWay = { reads: 0, lists: 0, changes: 0 }
  const held: ServerResponse[] = []
  const server = createServer(({ method, url = '' }, response) => {
    const kind = method === 'POST' ? 'changes' : url.includes('?') ? 'lists' : 'reads'
    underWay[kind] += 1
    held.push(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = clientFor(urlOf(server))
  const calls = Array.from({ length: 20 }, (_, nth) => [
    client.getCharge(`chrg_${nth}`),
    client.listCharges(0)[Symbol.asyncIterator]().next(),
    client.expireCharge(`chrg_${nth}`),
  ]).flat()
  const ended = Promise.allSettled(calls)
  await expect.poll(() => ({ ...underWay })).toEqual({ reads: 6, lists: 2, changes: 20 })
  // Each answer lets the next one in, until all were asked.
  for (const response of held) response.writeHead(404).end()
  server.removeAllListeners('request')
  server.on('request', ({ method, url = '' }, response) => {
    underWay[method === 'POST' ? 'changes' : url.includes('?') ? 'lists' : 'reads'] += 1
    response.writeHead(404).end()
  })
  await ended
  expect(underWay).toEqual({ reads: 20, lists: 20, changes: 20 })
  server.close()
})

it.each(['created', 'created_at'])('reads a refund with %s', async (name) => {
  const { refund } = await import('./schemas.ts')
  const base = { object: 'refund', id: 'rfnd_1', amount: 1, voided: false, charge: 'chrg_1' }
  expect(refund.parse({ ...base, [name]: '2017-11-04T09:36:45Z' })).toMatchObject({
    refundId: null,
    createdAt: Date.parse('2017-11-04T09:36:45Z'),
  })
  expect(refund.safeParse(base).success).toBe(false)
})

function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return `http://127.0.0.1:${address.port}`
}

function clientFor(apiUrl: string, different: { apiVersion?: string; timeoutMs?: number } = {}) {
  return createOmiseClient({
    apiUrl,
    secretKey: simulator.secretKey,
    apiVersion: '2019-05-29',
    dispatcher,
    timeoutMs: 5_000,
    ...different,
  })
}
