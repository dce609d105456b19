/** The demo as its playground page meets it: a process of its own, HTTP, and what is told of it. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { freePort, type RunningProcess, startCommand } from '../../e2e/process.ts'
import { charge, order, payment } from '../../widget/contract.ts'

vi.setConfig({ testTimeout: 30_000 })

const entry = z.looseObject({
  key: z.number(),
  kind: z.string(),
  step: z.optional(z.string()),
  code: z.optional(z.string()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  path: z.optional(z.string()),
  cause: z.optional(z.nullable(z.union([z.number(), z.string()]))),
  answer: z.optional(z.nullable(z.looseObject({ status: z.nullable(z.number()) }))),
})
const source = z.object({ id: z.string() })

const demo = { publicUrl: '', simulatorUrl: '' }
let running: RunningProcess
beforeAll(async () => {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  Object.assign(demo, {
    publicUrl: `http://localhost:${port}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
  })
  const env = { PORT: String(port), SIMULATOR_PORT: String(simulatorPort), LOG_LEVEL: 'silent' }
  running = await startCommand(['node', 'server-example/demo.ts'], env, (output) =>
    output.includes('Ctrl-C'),
  )
}, 30_000)
afterAll(async () => {
  expect(await running.stop()).toBe(0)
})
beforeEach(async () => {
  await ask('DELETE', '/playground/api/troubles')
  await ask('DELETE', '/playground/api/timeline')
})

const json = { 'content-type': 'application/json' }

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(demo.publicUrl + path, {
    method,
    headers: { ...json, ...headers },
    redirect: 'manual',
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

const arm = (troubles: unknown) => ask('PUT', '/playground/api/troubles', troubles)

async function newOrder(amount = 12_345) {
  return order.parse(await (await ask('POST', '/playground/api/orders', { amount })).json())
}

/** What the widget and the server do until the buyer leaves. Answers where to. */
async function chargeOrder({ orderId, token, amount }: z.infer<typeof order>): Promise<string> {
  const made = await fetch(`${demo.simulatorUrl}/sources`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('pkey_test_simulatorpublickey1:')}` },
    body: new URLSearchParams({
      amount: String(amount),
      currency: 'thb',
      type: 'truemoney',
      phone_number: '0812345678',
    }),
  })
  const { id } = source.parse(await made.json())
  const bearer = { authorization: `Bearer ${token}` }
  const response = await ask('POST', `/api/orders/${orderId}/charge`, { source: id }, bearer)
  return charge.parse(await response.json()).authorizeUri
}

/** The buyer at TrueMoney; without a decision they only arrive. Answers where they are sent. */
async function visit(uri: string, decision?: string): Promise<string> {
  const form = decision === undefined ? {} : { body: new URLSearchParams({ decision }) }
  const method = decision === undefined ? 'GET' : 'POST'
  const response = await fetch(uri, { method, redirect: 'manual', ...form })
  return response.headers.get('location') ?? ''
}

async function paymentOf({ orderId, token }: z.infer<typeof order>) {
  const bearer = { authorization: `Bearer ${token}` }
  const response = await ask('GET', `/api/orders/${orderId}/payment`, undefined, bearer)
  return payment.parse(await response.json())
}

/** Everything that a viewer who comes now is told, until it contains this. */
async function told(until: string): Promise<string> {
  const leave = new AbortController()
  const response = await fetch(`${demo.publicUrl}/playground/api/events`, { signal: leave.signal })
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk)
    if (text.includes(until)) break
  }
  leave.abort()
  return text
}

async function entries(until = '"isRunning"') {
  const lines = (await told(until)).matchAll(/^event: entry\nid: .*\ndata: (.*)$/gm)
  const last = new Map(
    Array.from(lines, ([, data = '']) => entry.parse(JSON.parse(data))).map((one) => [
      one.key,
      one,
    ]),
  )
  return [...last.values()].toSorted((a, b) => a.key - b.key)
}

async function stateNow(): Promise<string> {
  return /event: state\ndata: (.*)/.exec(await told('"isRunning"'))?.[1] ?? ''
}

it('tells a payment step by step, and why the server asked, with nothing secret in it', async () => {
  const made = await newOrder()
  const back = await visit(await chargeOrder(made), 'successful')
  await fetch(back, { redirect: 'manual' })
  expect(await paymentOf(made)).toMatchObject({ status: 'successful' })
  const heard = await told('"step":"payment"')
  const all = await entries('"step":"payment"')
  const steps = all.map(({ step, to }) => `${step}→${to}`)
  // These come whenever they come.
  const isInBetween = (step: string) => step === 'webhook→server' || step === 'reconcile→omise'
  expect(steps.filter((step) => !isInBetween(step))).toEqual([
    'order→server',
    'source→omise',
    'charge→server',
    'charge→omise',
    'authorize→omise',
    'return→server',
    'payment→server',
  ])
  const asked = all.find(({ step, to }) => step === 'charge' && to === 'server')
  expect(all.find(({ step, to }) => step === 'charge' && to === 'omise')?.cause).toBe(asked?.key)
  for (const secret of [made.token, '0812345678', 'simulatorsecretkey', 'simulatorpublickey'])
    expect(heard).not.toContain(secret)
})

it('brings a buyer back to where they came from: the playground, or the shop', async () => {
  const made = await newOrder()
  const link = (orderId: string) => `/checkout/return?order=${orderId}&token=t`
  const back = await ask('GET', link(made.orderId))
  expect(back.status).toBe(303)
  expect(back.headers.get('location')).toBe(`/playground/#tmn-order=${made.orderId}&tmn-token=t`)
  expect(back.headers.get('referrer-policy')).toBe('no-referrer')
  const others = await ask('GET', link('ord_others'))
  expect(others.headers.get('location')).toBe('/return.html#tmn-order=ord_others&tmn-token=t')
})

it('a lost webhook is told, and then who asked instead', async () => {
  await arm({ webhooks: 'lost' })
  const made = await newOrder()
  await visit(await chargeOrder(made), 'successful')
  expect(await paymentOf(made)).toMatchObject({ status: 'successful' })
  const all = await entries('"step":"payment"')
  expect(all.filter(({ code }) => code === 'webhook_lost')).toHaveLength(2)
  expect(all.filter(({ step }) => step === 'webhook')).toEqual([])
  const poll = all.find(({ step }) => step === 'payment')
  expect(all.findLast(({ path }) => path?.startsWith('/charges/'))?.cause).toBe(poll?.key)
})

it('a doubled webhook comes twice and pays once', async () => {
  await arm({ webhooks: 'doubled' })
  const made = await newOrder()
  await visit(await chargeOrder(made), 'successful')
  await expect
    .poll(async () => (await told('"step":"order"')).includes('charge.complete'))
    .toBe(true)
  expect(await paymentOf(made)).toMatchObject({ status: 'successful' })
  await expect
    .poll(async () => (await entries()).filter(({ step }) => step === 'webhook').length)
    .toBe(4)
})

it('TrueMoney refuses the next payment with the armed code, once', async () => {
  await arm({ verdict: 'insufficient_balance' })
  const made = await newOrder()
  const uri = await chargeOrder(made)
  expect(await stateNow()).toContain('"verdict":"insufficient_balance"')
  expect(await visit(uri)).toContain('/checkout/return?order=')
  expect(await stateNow()).toContain('"verdict":"asks"')
  expect(await paymentOf(made)).toMatchObject({
    status: 'failed',
    failureCode: 'insufficient_balance',
  })
  const again = await newOrder()
  expect(await visit(await chargeOrder(again))).toBe('')
})

it('decides a charge that waits already, of the order that is named and of no other', async () => {
  const [one, other] = [await newOrder(), await newOrder()]
  await chargeOrder(one)
  await chargeOrder(other)
  expect((await arm({ verdict: 'expires', orderId: one.orderId })).status).toBe(204)
  expect(await stateNow()).toContain('"verdict":"asks"')
  await expect.poll(async () => (await paymentOf(one)).status).toBe('expired')
  expect(await paymentOf(other)).toMatchObject({ status: 'pending' })
})

it('says what is armed whoever armed it, and undoes everything at once', async () => {
  await arm({ webhooks: 'late', omise: 'down', verdict: 'timeout' })
  expect(JSON.parse(await stateNow())).toEqual({
    webhooks: 'late',
    omise: 'down',
    verdict: 'timeout',
    isRunning: true,
  })
  const response = await fetch(`${demo.simulatorUrl}/sources`, { method: 'POST' })
  expect(response.status).toBe(502)
  expect((await ask('DELETE', '/playground/api/troubles')).status).toBe(204)
  expect(JSON.parse(await stateNow())).toMatchObject({
    webhooks: 'none',
    omise: 'none',
    verdict: 'asks',
  })
  await fetch(`${demo.simulatorUrl}/_simulator/webhooks`, {
    method: 'POST',
    body: '{"mode":"hold"}',
  })
  expect(JSON.parse(await stateNow())).toMatchObject({ webhooks: 'other' })
})

it('an answer that is lost is told as cut, and the charge is found by asking, not made again', async () => {
  await arm({ omise: 'answer_lost' })
  expect(await stateNow()).toContain('"omise":"answer_lost"')
  await visit(await chargeOrder(await newOrder()), 'successful')
  expect(await stateNow()).toContain('"omise":"none"')
  const all = await entries('"status":null')
  const charging = all.filter(({ step, to }) => step === 'charge' && to === 'omise')
  expect(charging).toMatchObject([{ path: '/charges', answer: { status: null } }])
  expect(all.some(({ path }) => path?.startsWith('/charges?'))).toBe(true)
})

it('the server starts again and knows the payment that was under way', async () => {
  const made = await newOrder()
  const uri = await chargeOrder(made)
  expect((await ask('POST', '/playground/api/restart')).status).toBe(204)
  await visit(uri, 'successful')
  expect(await paymentOf(made)).toMatchObject({ status: 'successful' })
  const notes = (await entries('"server_started"')).flatMap(({ code }) => code ?? [])
  expect(notes).toEqual(['server_stopped', 'server_started'])
})

it('gives a payment back as the merchant would, once', async () => {
  const made = await newOrder()
  await visit(await chargeOrder(made), 'successful')
  await paymentOf(made)
  const refund = () => ask('POST', `/playground/api/orders/${made.orderId}/refund`)
  expect((await refund()).status).toBe(201)
  expect((await refund()).status).toBe(201)
  expect(await paymentOf(made)).toMatchObject({ refundedAmount: made.amount })
  const all = await entries('"step":"refund"')
  expect(all.filter(({ step, to }) => step === 'refund' && to === 'omise')).toHaveLength(1)
  expect(all.find(({ step }) => step === 'refund')).toMatchObject({ from: 'merchant' })
})

it.each([
  ['POST', '/orders', { amount: 1 }],
  ['POST', '/orders', { amount: '100000' }],
  ['POST', '/orders', { amount: 100_000, items: [] }],
  ['PUT', '/troubles', { webhooks: 'eaten' }],
  ['PUT', '/troubles', { verdict: 'nonsense' }],
  ['GET', '/code?way=constructor', undefined],
])('refuses %s %s %o, and says why', async (method, path, body) => {
  const response = await ask(method, `/playground/api${path}`, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', detail: /./ })
})

it('refunds no order but the playground’s own', async () => {
  expect((await ask('POST', '/playground/api/orders/ord_others/refund')).status).toBe(404)
})

it('does nothing for a page of another site', async () => {
  const foreign = { origin: 'https://evil.example' }
  expect((await ask('POST', '/playground/api/restart', undefined, foreign)).status).toBe(403)
  expect((await ask('DELETE', '/playground/api/troubles', undefined, foreign)).status).toBe(403)
})

it('has one address, and forgets its time line when asked to', async () => {
  const response = await ask('GET', '/playground')
  expect(response.headers.get('location')).toBe('/playground/')
  await newOrder()
  expect(await told('"isRunning"')).toContain('"step":"order"')
  await ask('DELETE', '/playground/api/timeline')
  expect(await told('"isRunning"')).not.toContain('"step":"order"')
})
