import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

/** What happened in the order of its happening: pages opened, webhooks, the buyer's way back. */
function openWatched() {
  const seen: string[] = []
  const account = openTestAccount({
    async send(request) {
      const { pathname } = new URL(request.url)
      if (request.method === 'POST') seen.push(JSON.parse(await request.text()).key)
      else seen.push(`${pathname} while ${await statusOf(account)}`)
      return new Response(null, { status: 204 })
    },
  })
  return {
    account,
    seen,
    async press(form: string) {
      const { authorizeUri } = await account.charge()
      await account.simulator.settled()
      seen.length = 0
      const response = await account.press(authorizeUri, form)
      seen.push(`to ${response.headers.get('Location')} while ${await statusOf(account)}`)
      await account.simulator.settled()
      return authorizeUri
    },
  }
}

async function statusOf(account: ReturnType<typeof openTestAccount>) {
  const { body } = await account.get('/search?scope=charge')
  return JSON.stringify(body.data).match(/"status":"(\w+)"/)?.[1]
}

it.each([
  ['', ['to https://shop.test/done while successful', 'charge.complete']],
  ['return', ['to https://shop.test/done while successful', 'charge.complete']],
  ['nonsense', ['to https://shop.test/done while successful', 'charge.complete']],
  ['webhook_first', ['charge.complete', 'to https://shop.test/done while successful']],
  [
    'twice',
    ['/done while pending', 'to https://shop.test/done while successful', 'charge.complete'],
  ],
  ['late', ['to https://shop.test/done while pending']],
  ['never', ['to ?look=test&lang=th while successful', 'charge.complete']],
])('with %j around a payment, this happens: %j', async (course, expected) => {
  const { press, seen } = openWatched()
  await press(`decision=successful&then=${course}`)
  expect(seen).toEqual(expected)
})

it('pays late, ten seconds after the buyer has gone back, and once', async () => {
  const { account, press, seen } = openWatched()
  await press('decision=successful&funding=pay_next&then=late')
  await account.control('/clock', { advanceMs: 9999 })
  expect(await statusOf(account)).toBe('pending')
  await account.control('/clock', { advanceMs: 1 })
  await account.control('/clock', { advanceMs: 60_000 })
  const { body } = await account.get('/charges')
  expect(body.data).toMatchObject([{ status: 'successful', partially_refundable: false }])
  await account.simulator.settled()
  expect(seen.slice(1)).toEqual(['charge.complete'])
})

it('fails late as well', async () => {
  const { account, press } = openWatched()
  await press('decision=failed&failure_code=insufficient_fund&then=late')
  await account.control('/clock', { advanceMs: 10_000 })
  const { body } = await account.get('/charges')
  expect(body.data).toMatchObject([{ failure_code: 'insufficient_fund' }])
})

it('does not decide late what was decided meanwhile', async () => {
  const { account, press, seen } = openWatched()
  const authorizeUri = await press('decision=successful&then=late')
  await account.press(authorizeUri, 'decision=failed')
  await account.control('/clock', { advanceMs: 10_000 })
  await account.simulator.settled()
  expect(await statusOf(account)).toBe('failed')
  expect(seen.slice(1)).toEqual(['charge.complete'])
})

it('forgets with a reset what it was to decide late, also for a charge that gets the same id', async () => {
  const account = openTestAccount()
  const { id, authorizeUri } = await account.charge()
  await account.press(authorizeUri, 'decision=successful&then=late')
  await account.control('/reset')
  expect((await account.charge()).id).toBe(id)
  await account.control('/clock', { advanceMs: 10_000 })
  expect(await statusOf(account)).toBe('pending')
})

it('does not pay a charge late that has expired before, however far the clock jumps', async () => {
  const account = openTestAccount()
  const { id } = await account.charge('expires_at=2025-03-20T09:41:58Z')
  await account.control(`/charges/${id}`, { decision: 'successful', delayMs: 5000 })
  await account.control('/clock', { advanceMs: 60_000 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('expired')
})

it('pays a charge before it expires in one jump of the clock, when its payment was due first', async () => {
  const account = openTestAccount()
  const { id } = await account.charge('expires_at=2025-03-20T09:41:58Z')
  const answer = await account.control(`/charges/${id}`, { decision: 'successful', delayMs: 4999 })
  expect(answer).toMatchObject({ status: 200, body: { status: 'pending' } })
  await account.control('/clock', { advanceMs: 60_000 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('successful')
})

it('decides a charge once when its page is pressed again while the shop is opened elsewhere', async () => {
  const { account, seen } = openWatched()
  const { authorizeUri } = await account.charge()
  const form = 'decision=successful&then=twice'
  await Promise.all([account.press(authorizeUri, form), account.press(authorizeUri, form)])
  await account.simulator.settled()
  expect(seen.filter((one) => one === 'charge.complete')).toEqual(['charge.complete'])
})

it('goes on when the shop’s page cannot be opened elsewhere, and opens no app', async () => {
  const opened: string[] = []
  const account = openTestAccount({
    send: (request) => {
      if (request.method === 'GET') opened.push(request.url)
      return Promise.reject(new Error('nobody listens'))
    },
  })
  for (const uri of ['https://shop.test/done', 'myshop://done']) {
    const { authorizeUri } = await account.charge(`return_uri=${uri}`)
    const response = await account.press(authorizeUri, 'decision=successful&then=twice')
    expect(response.headers.get('Location')).toBe(uri)
  }
  expect(opened).toEqual(['https://shop.test/done'])
})

it('offers each way back, and none where the method has no way back', async () => {
  const account = openTestAccount({ paymentMethods: ['truemoney', 'truemoney_qr'] })
  const show = async (uri: string) =>
    (await account.fetchRaw('GET', `${new URL(uri).pathname}?lang=en`, { key: null })).text()
  const page = await show((await account.charge()).authorizeUri)
  for (const course of ['return', 'webhook_first', 'twice', 'late', 'never'])
    expect(page).toContain(`<option value="${course}">`)

  const form = 'amount=100000&currency=thb&source[type]=truemoney_qr'
  const { body } = await account.post('/charges', form)
  expect(await show(String(body.authorize_uri))).not.toContain('name="then"')
})

it('delivers webhooks before the answer to the request that caused them, when told so', async () => {
  const { account, seen } = openWatched()
  await account.control('/webhooks', { mode: 'deliver', beforeAnswer: true })
  await account.charge()
  expect(seen).toEqual(['charge.create'])
  await account.control('/webhooks', { mode: 'deliver' })
  await account.charge()
  expect(seen).toEqual(['charge.create'])
})
