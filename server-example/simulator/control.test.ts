import { expect, it } from 'vitest'
import { ConnectionCut } from './faults.ts'
import { openTestAccount } from './test-account.ts'

it('shows everything there is, with counts', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  await account.post(`/charges/${id}/refunds`, 'amount=1')
  await account.simulator.settled()
  const { body } = await account.call('GET', '/_simulator/state', { key: null, version: null })
  expect(body).toMatchObject({
    now: '2025-03-20T09:41:53Z',
    counts: { sources: 1, charges: 1, refunds: 1, events: 3, webhookDeliveries: 3 },
    webhooks: { mode: 'deliver', delayMs: 0, held: [] },
    charges: [{ id, status: 'successful', refunded_amount: 1 }],
    events: [{ key: 'charge.create' }, { key: 'charge.complete' }, { key: 'refund.create' }],
  })
})

it('remembers requests without keys and phone numbers', async () => {
  const account = openTestAccount()
  await account.source()
  await account.get('/search?scope=charge&query=0812345678')
  await account.call('GET', '/charges', { key: null })
  const { body } = await account.call('GET', '/_simulator/requests', { key: null })
  const time = '2025-03-20T09:41:53Z'
  expect(body.requests).toEqual([
    { time, method: 'POST', path: '/sources', status: 200 },
    { time, method: 'GET', path: '/search?scope=charge&query=******5678', status: 200 },
    { time, method: 'GET', path: '/charges', status: 401 },
  ])
})

it('moves the clock forward, and starts again when reset', async () => {
  const account = openTestAccount()
  const first = await account.charge()
  expect((await account.control('/clock', { advanceMs: 90_000 })).body).toEqual({
    now: '2025-03-20T09:43:23Z',
  })
  await account.control('/webhooks', { mode: 'drop' })
  await account.control('/faults', { match: { path: '/nowhere' }, fault: { kind: 'html-502' } })
  await account.control('/reset')
  const { body } = await account.call('GET', '/_simulator/state', { key: null })
  expect(body).toMatchObject({
    now: '2025-03-20T09:41:53Z',
    counts: { sources: 0, charges: 0, refunds: 0, events: 0, webhookDeliveries: 0 },
    webhooks: { mode: 'deliver' },
    faults: [],
  })
  expect((await account.charge()).id).toBe(first.id)
})

it.each([
  ['/clock', { advanceMs: -1 }],
  ['/clock', 'nonsense'],
  ['/webhooks', { mode: 'sometimes' }],
  ['/webhooks/redeliver', {}],
  ['/faults', { match: { path: '/charges' }, fault: { kind: 'earthquake' } }],
  ['/faults', { match: { path: '/charges' }, times: 0, fault: { kind: 'reset-before' } }],
])('refuses %s %j and says why', async (path, json) => {
  const { status, body } = await openTestAccount().control(path, json)
  expect(status).toBe(400)
  expect(body.error).toMatch(/./)
})

it('refuses a page of another site', async () => {
  const { status } = await openTestAccount().call('POST', '/_simulator/reset', {
    key: null,
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  })
  expect(status).toBe(403)
})

it('answers with an ordered status so many times, and does no work', async () => {
  const account = openTestAccount()
  await account.control('/faults', {
    match: { method: 'POST', path: '/sources' },
    times: 2,
    fault: { kind: 'status', status: 503, code: 'internal_error', message: 'busy' },
  })
  const form = 'type=truemoney&amount=100000&currency=thb&phone_number=0812345678'
  const answers = []
  for (let times = 0; times < 3; times += 1) answers.push(await account.post('/sources', form))
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 200])
  expect(answers[0]?.body).toMatchObject({ object: 'error', message: 'busy' })
  const { body } = await account.call('GET', '/_simulator/state', { key: null })
  expect(body.counts).toMatchObject({ sources: 1 })
})

it.each([
  [{ kind: 'reset-before' }, 0],
  [{ kind: 'reset-after' }, 1],
])('cuts the connection: %j', async (fault, charges) => {
  const account = openTestAccount()
  const source = await account.source()
  await account.control('/faults', { match: { path: '/charges' }, fault })
  await expect(
    account.post('/charges', `amount=100000&currency=thb&return_uri=https://a.b&source=${source}`),
  ).rejects.toThrow(ConnectionCut)
  expect((await account.get('/charges')).body.total).toBe(charges)
  const { body } = await account.call('GET', '/_simulator/requests', { key: null })
  expect(body.requests).toMatchObject([{}, { method: 'POST', path: '/charges', status: null }, {}])
})

it.each([
  ['before', 0],
  ['after', 1],
])("answers with a gateway's page %s the work", async (when, sources) => {
  const account = openTestAccount()
  await account.control('/faults', {
    match: { path: '/sources' },
    fault: { kind: 'html-502', when },
  })
  const response = await account.fetchRaw('POST', '/sources', {
    form: 'type=truemoney&amount=100000&currency=thb&phone_number=0812345678',
  })
  expect(response.status).toBe(502)
  expect(response.headers.get('Content-Type')).toBe('text/html')
  const { body } = await account.call('GET', '/_simulator/state', { key: null })
  expect(body.counts).toMatchObject({ sources })
})

it.each([
  ['/charges/*', 'GET', '/charges/chrg_test_1', true],
  ['/charges/*', 'GET', '/charges', false],
  ['/charges', 'GET', '/charges/chrg_test_1', false],
  ['*', 'OPTIONS', '/sources', false],
  ['*', 'GET', '/payments/authorize.css', true],
])('with path %s, meets %s %s: %s', async (path, method, requested, met) => {
  const account = openTestAccount()
  await account.control('/faults', { match: { path }, fault: { kind: 'status', status: 500 } })
  const response = await account.fetchRaw(method, requested)
  expect(response.status === 500).toBe(met)
})

it('forgets ordered accidents', async () => {
  const account = openTestAccount()
  await account.control('/faults', { match: { path: '*' }, fault: { kind: 'reset-before' } })
  await account.call('DELETE', '/_simulator/faults', { key: null })
  expect((await account.get('/charges')).status).toBe(200)
})
