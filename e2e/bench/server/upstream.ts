/**
 * Omise as far as load goes, as a process of its own: it answers what the
 * simulator answers, attribute by attribute, from one charge that the simulator
 * made at the start. `LATENCY_MS` is how long it thinks; `GET /_calls` counts.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import * as z from 'zod/mini'
import { createSimulator } from '../../../server-example/simulator/simulator.ts'
import { type ChargeFacts, chargeIdOf, readChargeId } from './charge-id.ts'

const wishSchema = z.object({
  amount: z.int(),
  metadata: z.object({ order_id: z.string(), attempt_id: z.string() }),
})
const { LATENCY_MS, PORT } = z
  .object({ LATENCY_MS: z.coerce.number(), PORT: z.coerce.number() })
  .parse(process.env)
const template = await chargeOfSimulator()
const emptyList = JSON.stringify({ object: 'list', total: 0, data: [] })
let calls = 0

const server = createServer(async (request, response) => {
  if (request.url === '/_calls') return void response.end(String(calls))
  calls += 1
  const { status, body } = await answer(request).catch(() => refusal(400, 'bad_request'))
  if (LATENCY_MS > 0) await new Promise((resolve) => setTimeout(resolve, LATENCY_MS))
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    .end(body)
})
server.keepAliveTimeout = 60_000
server.listen(PORT, '127.0.0.1')
await once(server, 'listening')

async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
  const [path = ''] = (request.url ?? '').split('?')
  if (request.method === 'POST' && path === '/charges') {
    const { amount, metadata } = wishSchema.parse(await json(request))
    return charge({
      orderId: metadata.order_id,
      attemptId: metadata.attempt_id,
      amountSatang: amount,
      status: 'pending',
    })
  }
  const facts = readChargeId(path.replace('/charges/', ''))
  if (facts !== undefined) return charge(facts)
  return path === '/charges' || path === '/refunds'
    ? { status: 200, body: emptyList }
    : refusal(404, 'not_found')
}

function charge(facts: ChargeFacts): { status: number; body: string } {
  const { orderId, attemptId, amountSatang, status } = facts
  const isPaid = status === 'successful'
  const body = {
    ...template,
    id: chargeIdOf(facts),
    amount: amountSatang,
    status,
    paid: isPaid,
    paid_at: isPaid ? template.created_at : null,
    metadata: { order_id: orderId, attempt_id: attemptId },
  }
  return { status: 200, body: JSON.stringify(body) }
}

function refusal(status: number, code: string): { status: number; body: string } {
  return { status, body: JSON.stringify({ object: 'error', location: '', code, message: code }) }
}

async function chargeOfSimulator() {
  const simulator = createSimulator()
  const response = await simulator.fetch(
    new Request('http://simulator.test/charges', {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${simulator.secretKey}:`)}`,
        'content-type': 'application/json',
        'omise-version': '2019-05-29',
      },
      body: JSON.stringify({
        amount: 100_000,
        currency: 'THB',
        return_uri: 'http://shop.test/return',
        source: { type: 'truemoney', phone_number: '0812345678' },
      }),
    }),
  )
  simulator.close()
  const made = z.looseObject({ object: z.literal('charge'), created_at: z.string() })
  return made.parse(await response.json())
}
