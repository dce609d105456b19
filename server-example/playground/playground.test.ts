/** The demo as its playground page meets it, and what is told of it. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openTestDemo, type TestDemo } from './test-demo.ts'

vi.setConfig({ testTimeout: 30_000 })

let demo: TestDemo
beforeAll(async () => {
  demo = await openTestDemo()
}, 30_000)
afterAll(async () => {
  expect(await demo.stop()).toBe(0)
})
beforeEach(async () => {
  await demo.ask('DELETE', '/playground/api/troubles')
  await demo.ask('DELETE', '/playground/api/timeline')
})

it('tells a payment step by step, and why the server asked, with nothing secret in it', async () => {
  const made = await demo.newOrder()
  const back = await demo.visit(await demo.chargeOrder(made), 'successful')
  await fetch(back, { redirect: 'manual' })
  expect(await demo.paymentOf(made)).toMatchObject({ status: 'successful' })
  const heard = await demo.told('"step":"payment"')
  const all = await demo.entries('"step":"payment"')
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
  const made = await demo.newOrder()
  const link = (orderId: string) => `/checkout/return?order=${orderId}&token=t`
  const back = await demo.ask('GET', link(made.orderId))
  expect(back.status).toBe(303)
  expect(back.headers.get('location')).toBe(`/playground/#tmn-order=${made.orderId}&tmn-token=t`)
  expect(back.headers.get('referrer-policy')).toBe('no-referrer')
  const others = await demo.ask('GET', link('ord_others'))
  expect(others.headers.get('location')).toBe('/return.html#tmn-order=ord_others&tmn-token=t')
})

it('a lost webhook is told, and then who asked instead', async () => {
  await demo.arm({ webhooks: 'lost' })
  const made = await demo.newOrder()
  await demo.visit(await demo.chargeOrder(made), 'successful')
  expect(await demo.paymentOf(made)).toMatchObject({ status: 'successful' })
  const all = await demo.entries('"step":"payment"')
  expect(all.filter(({ code }) => code === 'webhook_lost')).toHaveLength(2)
  expect(all.filter(({ step }) => step === 'webhook')).toEqual([])
  const poll = all.find(({ step }) => step === 'payment')
  expect(all.findLast(({ path }) => path?.startsWith('/charges/'))?.cause).toBe(poll?.key)
})

it('a doubled webhook comes twice and pays once', async () => {
  await demo.arm({ webhooks: 'doubled' })
  const made = await demo.newOrder()
  await demo.visit(await demo.chargeOrder(made), 'successful')
  await expect
    .poll(async () => (await demo.told('"step":"order"')).includes('charge.complete'))
    .toBe(true)
  expect(await demo.paymentOf(made)).toMatchObject({ status: 'successful' })
  await expect
    .poll(async () => (await demo.entries()).filter(({ step }) => step === 'webhook').length)
    .toBe(4)
})

it('TrueMoney refuses the next payment with the armed code, once', async () => {
  await demo.arm({ verdict: 'insufficient_balance' })
  const made = await demo.newOrder()
  const uri = await demo.chargeOrder(made)
  expect(await demo.stateNow()).toContain('"verdict":"insufficient_balance"')
  expect(await demo.visit(uri)).toContain('/checkout/return?order=')
  expect(await demo.stateNow()).toContain('"verdict":"asks"')
  expect(await demo.paymentOf(made)).toMatchObject({
    status: 'failed',
    failureCode: 'insufficient_balance',
  })
  const again = await demo.newOrder()
  expect(await demo.visit(await demo.chargeOrder(again))).toBe('')
})

it('decides a charge that waits already, of the order that is named and of no other', async () => {
  const [one, other] = [await demo.newOrder(), await demo.newOrder()]
  await demo.chargeOrder(one)
  await demo.chargeOrder(other)
  expect((await demo.arm({ verdict: 'expires', orderId: one.orderId })).status).toBe(204)
  expect(await demo.stateNow()).toContain('"verdict":"asks"')
  await expect.poll(async () => (await demo.paymentOf(one)).status).toBe('expired')
  expect(await demo.paymentOf(other)).toMatchObject({ status: 'pending' })
})

it('says what is armed whoever armed it, and undoes everything at once', async () => {
  await demo.arm({ webhooks: 'late', omise: 'down', verdict: 'timeout' })
  expect(JSON.parse(await demo.stateNow())).toEqual({
    webhooks: 'late',
    omise: 'down',
    verdict: 'timeout',
    server: 'running',
  })
  const response = await fetch(`${demo.simulatorUrl}/sources`, { method: 'POST' })
  expect(response.status).toBe(502)
  expect((await demo.ask('DELETE', '/playground/api/troubles')).status).toBe(204)
  expect(JSON.parse(await demo.stateNow())).toMatchObject({
    webhooks: 'none',
    omise: 'none',
    verdict: 'asks',
  })
  await fetch(`${demo.simulatorUrl}/_simulator/webhooks`, {
    method: 'POST',
    body: '{"mode":"hold"}',
  })
  expect(JSON.parse(await demo.stateNow())).toMatchObject({ webhooks: 'other' })
})

it('an answer that is lost is told as cut, and the charge is found by asking, not made again', async () => {
  await demo.arm({ omise: 'answer_lost' })
  expect(await demo.stateNow()).toContain('"omise":"answer_lost"')
  await demo.visit(await demo.chargeOrder(await demo.newOrder()), 'successful')
  expect(await demo.stateNow()).toContain('"omise":"none"')
  const all = await demo.entries('"status":null')
  const charging = all.filter(({ step, to }) => step === 'charge' && to === 'omise')
  expect(charging).toMatchObject([{ path: '/charges', answer: { status: null } }])
  expect(all.some(({ path }) => path?.startsWith('/charges?'))).toBe(true)
})

it('the server starts again and knows the payment that was under way', async () => {
  const made = await demo.newOrder()
  const uri = await demo.chargeOrder(made)
  expect((await demo.ask('POST', '/playground/api/restart')).status).toBe(204)
  await demo.visit(uri, 'successful')
  expect(await demo.paymentOf(made)).toMatchObject({ status: 'successful' })
  const notes = (await demo.entries('"server_started"')).flatMap(({ code }) => code ?? [])
  expect(notes).toEqual(['server_stopped', 'server_started'])
})

it('gives a payment back as the merchant would, once', async () => {
  const made = await demo.newOrder()
  await demo.visit(await demo.chargeOrder(made), 'successful')
  await demo.paymentOf(made)
  const refund = () => demo.ask('POST', `/playground/api/orders/${made.orderId}/refund`)
  expect((await refund()).status).toBe(201)
  expect((await refund()).status).toBe(201)
  expect(await demo.paymentOf(made)).toMatchObject({ refundedAmount: made.amount })
  const all = await demo.entries('"step":"refund"')
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
  const response = await demo.ask(method, `/playground/api${path}`, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', detail: /./ })
})

it('refunds no order but the playground’s own', async () => {
  expect((await demo.ask('POST', '/playground/api/orders/ord_others/refund')).status).toBe(404)
})

it('does nothing for a page of another site', async () => {
  const foreign = { origin: 'https://evil.example' }
  expect((await demo.ask('POST', '/playground/api/restart', undefined, foreign)).status).toBe(403)
  expect((await demo.ask('DELETE', '/playground/api/troubles', undefined, foreign)).status).toBe(
    403,
  )
})

it('has one address, and forgets its time line when asked to', async () => {
  const response = await demo.ask('GET', '/playground')
  expect(response.headers.get('location')).toBe('/playground/')
  await demo.newOrder()
  expect(await demo.told('"server":')).toContain('"step":"order"')
  await demo.ask('DELETE', '/playground/api/timeline')
  expect(await demo.told('"server":')).not.toContain('"step":"order"')
})
