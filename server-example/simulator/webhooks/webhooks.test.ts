import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { openTestAccount, type TestAccount, webhookSecret } from '../test-account.ts'

const otherSecret = Buffer.from('the secret before').toString('base64')

it('posts each event after the answer, once, to the URL of the account', async () => {
  const account = openTestAccount()
  const { id } = await account.charge()
  expect(account.webhooks).toEqual([])
  await account.simulator.settled()
  await account.post(`/charges/${id}/mark_as_paid`)
  await account.post(`/charges/${id}/refunds`, 'amount=1')
  await account.simulator.settled()
  expect(keysOf(account)).toEqual(['charge.create', 'charge.complete', 'refund.create'])
  expect(account.webhooks.map(({ url }) => url)).toEqual(Array(3).fill('https://shop.test/hook'))
})

it.each([
  ['mark_as_failed', 'charge.complete'],
  ['expire', 'charge.expire'],
])('after %s, posts %s', async (step, key) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.post(`/charges/${id}/${step}`)
  await account.simulator.settled()
  expect(keysOf(account)).toEqual(['charge.create', key])
})

it('posts the event of a changed description', async () => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.call('PATCH', `/charges/${id}`, { form: 'description=x' })
  await account.simulator.settled()
  expect(keysOf(account)).toEqual(['charge.create', 'charge.update'])
})

it('posts the event of a charge that expired while nobody asked', async () => {
  const account = openTestAccount()
  await account.charge()
  await account.control('/clock', { advanceMs: 7 * 24 * 60 * 60 * 1000 })
  await account.simulator.settled()
  expect(keysOf(account)).toEqual(['charge.create', 'charge.expire'])
})

it.each([
  ['2017-11-02', 'object id livemode location key created data', '2025-03-20T09:41:53+00:00'],
  [
    '2019-05-29',
    'object id livemode location webhook_deliveries data key created_at',
    '2025-03-20T09:41:53Z',
  ],
])('writes an event in the version of the account, %s', async (apiVersion, keys, created) => {
  const account = openTestAccount({ apiVersion })
  await account.call('POST', '/charges', {
    version: apiVersion === '2017-11-02' ? '2019-05-29' : '2017-11-02',
    form: 'amount=100000&currency=thb&return_uri=https://a.b&source[type]=truemoney&source[phone_number]=0812345678',
  })
  await account.simulator.settled()
  const [webhook] = account.webhooks
  const event = JSON.parse(webhook?.body ?? '')
  expect(Object.keys(event)).toEqual(keys.split(' '))
  expect(event.created ?? event.created_at).toBe(created)
  expect(event.data.currency).toBe(apiVersion === '2017-11-02' ? 'thb' : 'THB')
  expect(webhook?.headers.get('Content-Type')).toBe('application/json')
  expect(webhook?.headers.get('Omise-Signature')).toBeNull()
})

it('posts to the endpoints of the charge instead', async () => {
  const account = openTestAccount()
  await account.charge(
    'webhook_endpoints[]=https://one.test/a&webhook_endpoints[]=https://two.test/b',
  )
  await account.charge('webhook_endpoints[0]=https://php.test/c')
  await account.simulator.settled()
  expect(account.webhooks.map(({ url }) => url)).toEqual([
    'https://one.test/a',
    'https://two.test/b',
    'https://php.test/c',
  ])
})

it('posts nothing without an address, and still has the event', async () => {
  const account = openTestAccount({ webhookUrl: undefined })
  await account.charge()
  await account.simulator.settled()
  expect(account.webhooks).toEqual([])
  expect((await account.get('/events')).body.total).toBe(1)
})

it('signs the body, with both secrets while one is being replaced', async () => {
  const account = openTestAccount({
    webhookSecret,
    previousWebhookSecret: otherSecret,
    wallClock: () => 1_700_000_000_999,
  })
  await account.charge()
  await account.simulator.settled()
  const { headers, body } = account.webhooks[0] ?? { headers: new Headers(), body: '' }
  expect(headers.get('Omise-Signature-Timestamp')).toBe('1700000000')
  const [current, previous] = [webhookSecret, otherSecret].map((secret) =>
    createHmac('sha256', Buffer.from(secret, 'base64')).update(`1700000000.${body}`).digest('hex'),
  )
  expect(headers.get('Omise-Signature')).toBe(`${current},${previous}`)
  expect(body).toContain('\n  "object": "event"')
})

it('keeps what became of each delivery', async () => {
  const answers = [new Response(null, { status: 503 }), new TypeError('fetch failed')]
  const account = openTestAccount({
    apiVersion: '2019-05-29',
    async send() {
      const answer = answers.shift()
      if (answer instanceof Response) return answer
      throw answer
    },
  })
  const { id } = await account.charge()
  await account.simulator.settled()
  await account.post(`/charges/${id}/mark_as_paid`)
  await account.simulator.settled()
  const { body } = await account.get(`/charges/${id}/events`)
  const delivery = {
    object: 'webhook_delivery',
    id: expect.stringMatching(/^whdl_test_/),
    uri: 'https://shop.test/hook',
    payload: expect.stringContaining('"webhook_deliveries": []'),
    created_at: '2025-03-20T09:41:53Z',
  }
  expect(body.data).toMatchObject([
    { key: 'charge.create', webhook_deliveries: [{ ...delivery, status: 503, error: null }] },
    {
      key: 'charge.complete',
      webhook_deliveries: [{ ...delivery, status: 0, error: 'fetch failed' }],
    },
  ])
})

it('takes a redirect for the answer and does not follow it', async () => {
  const asked: Request[] = []
  const account = openTestAccount({
    apiVersion: '2019-05-29',
    async send(request) {
      asked.push(request)
      return new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test' } })
    },
  })
  await account.charge()
  await account.simulator.settled()
  expect(asked.map(({ redirect }) => redirect)).toEqual(['manual'])
  expect((await account.get('/events')).body.data).toMatchObject([
    { webhook_deliveries: [{ status: 302, error: null }] },
  ])
})

it('survives an endpoint that cannot be asked', async () => {
  const account = openTestAccount({ apiVersion: '2019-05-29' })
  await account.charge('webhook_endpoints[]=https://user:password@shop.test/hook')
  await account.simulator.settled()
  const { body } = await account.get('/events')
  expect(body.data).toMatchObject([
    { webhook_deliveries: [{ status: 0, error: expect.stringContaining('credentials') }] },
  ])
})

it('shows an event as it was, whatever happens to the charge later', async () => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.post(`/charges/${id}/mark_as_paid`)
  const { body } = await account.get('/events?limit=1')
  expect(body.data).toMatchObject([{ key: 'charge.create', data: { id, status: 'pending' } }])
})

it('drops, doubles, holds back and releases webhooks when told', async () => {
  const account = openTestAccount()
  const deliveriesIn = async (mode: string) => {
    await account.control('/webhooks', { mode })
    account.webhooks.length = 0
    await account.charge()
    await account.simulator.settled()
    return account.webhooks.length
  }
  expect(await deliveriesIn('drop')).toBe(0)
  expect(await deliveriesIn('double')).toBe(2)
  expect(await deliveriesIn('hold')).toBe(0)
  expect((await account.control('/webhooks/release')).body).toEqual({ released: 1 })
  await account.simulator.settled()
  expect(account.webhooks).toHaveLength(1)
  expect((await account.control('/webhooks/release')).body).toEqual({ released: 0 })
  expect(await deliveriesIn('deliver')).toBe(1)
})

it('posts an event again, byte for byte, also one that was dropped', async () => {
  const account = openTestAccount({ apiVersion: '2019-05-29' })
  await account.control('/webhooks', { mode: 'drop' })
  const { id } = await account.charge()
  await account.post(`/charges/${id}/mark_as_paid`)
  const events = await account.get('/events')
  const eventId = /evnt_test_[0-9a-z]+/.exec(JSON.stringify(events.body))?.[0]
  for (let times = 0; times < 2; times += 1) {
    await account.control('/webhooks/redeliver', { eventId })
    await account.simulator.settled()
  }
  const [first, second] = account.webhooks
  expect(first?.body).toContain('"key": "charge.create"')
  expect(first?.body).toContain('"status": "pending"')
  expect(second?.body).toBe(first?.body)
  expect((await account.control('/webhooks/redeliver', { eventId: 'evnt_test_1' })).status).toBe(
    404,
  )
})

it('forgets what is on its way when reset', async () => {
  const account = openTestAccount()
  await account.control('/webhooks', { mode: 'deliver', delayMs: 60_000 })
  await account.charge()
  await account.control('/reset')
  await account.simulator.settled()
  expect(account.webhooks).toEqual([])
})

function keysOf(account: TestAccount): string[] {
  return account.webhooks.map(({ body }) => JSON.parse(body).key)
}
