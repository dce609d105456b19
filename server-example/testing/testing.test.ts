import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { freePort } from '../../e2e/runners/process.ts'
import { parseConfig } from '../config/config.ts'
import { type RunningServer, startServer } from '../start/start-server.ts'
import { failOrder, payOrder, startSimulator, type TestSimulator } from './index.ts'

const publicKey = 'pkey_test_simulatorpublickey1'

let simulator: TestSimulator
let server: RunningServer
beforeEach(async () => {
  const port = await freePort()
  simulator = await startSimulator({
    webhookUrl: `http://localhost:${port}/webhooks/omise`,
    paymentMethods: ['truemoney', 'truemoney_jumpapp', 'truemoney_qr'],
  })
  const env = { PORT: String(port), DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' }
  const parsed = parseConfig({ ...env, ...simulator.env })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  server = await startServer(parsed.config)
})
afterEach(async () => {
  await server.close()
  await simulator.close()
})

async function newOrder(reference = 'SO-1') {
  const order = await server.orders.create({ reference, amount: 119_200 })
  return { ...order, serverUrl: server.url }
}
async function post(url: string, authorization: string, body: object) {
  const headers = { 'content-type': 'application/json', authorization }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return z.object({ id: z.optional(z.string()) }).parse(await response.json())
}
const statusOf = async (reference = 'SO-1') => (await server.orders.find({ reference }))?.state

describe('a shop’s own test', () => {
  it.each(['truemoney', 'truemoney_jumpapp', 'truemoney_qr'] as const)(
    'pays an order by %s, which the webhook makes known',
    async (method) => {
      const { chargeId } = await payOrder({ ...(await newOrder()), method })
      expect(chargeId).toMatch(/^chrg_/)
      await simulator.settled()
      expect(await statusOf()).toBe('paid')
    },
  )

  it('lets a payment fail, for the reason that it names, and pays it afterwards', async () => {
    const order = await newOrder()
    await failOrder(order, 'insufficient_fund')
    await simulator.settled()
    const failed = await server.orders.find({ reference: 'SO-1' })
    expect(failed?.attempts).toMatchObject([{ state: 'failed', failureCode: 'insufficient_fund' }])
    await payOrder(order)
    await simulator.settled()
    expect(await statusOf()).toBe('paid')
  })

  it('decides the charge that a browser has made, and makes no second one', async () => {
    const order = await newOrder()
    const source = await post(`${simulator.url}/sources`, `Basic ${btoa(`${publicKey}:`)}`, {
      type: 'truemoney',
      amount: 119_200,
      currency: 'THB',
      phone_number: '0812345678',
    })
    const address = `${server.url}/api/orders/${order.orderId}/charge`
    await post(address, `Bearer ${order.token}`, { source: source.id })
    await payOrder(order)
    await simulator.settled()
    expect((await server.orders.find({ reference: 'SO-1' }))?.attempts).toHaveLength(1)
    await expect(payOrder(order)).rejects.toThrow(/HTTP 409: .*already_paid/)
  })

  it('is told what was refused', async () => {
    const order = await newOrder()
    await expect(payOrder({ ...order, token: 'wrong' })).rejects.toThrow(
      /^Expected \/api\/orders\/.*\/payment to succeed, got HTTP 401/,
    )
  })
})
