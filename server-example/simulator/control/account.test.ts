import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

it('shows each event in the account’s version of its time, whatever a request asks for', async () => {
  const account = openTestAccount({ apiVersion: '2017-11-02' })
  const { id } = await account.charge()
  const raised = await account.control('/account', { apiVersion: '2019-05-29' })
  expect(raised).toMatchObject({ status: 200, body: { apiVersion: '2019-05-29' } })
  await account.post(`/charges/${id}/mark_as_paid`)
  await account.simulator.settled()

  const old = { key: 'charge.create', created: '2025-03-20T09:41:53+00:00', data: { refunded: 0 } }
  const recent = { key: 'charge.complete', data: { refunded_amount: 0, status: 'successful' } }
  for (const version of ['2017-11-02', '2019-05-29', null]) {
    for (const path of ['/events', `/charges/${id}/events`]) {
      const { body } = await account.call('GET', path, { version })
      expect(body.data).toMatchObject([old, recent])
      expect(JSON.stringify(body.data)).not.toContain('"created_at":"2025-03-20T09:41:53+00:00"')
    }
  }
  expect(account.webhooks.map(({ body }) => JSON.parse(body))).toMatchObject([old, recent])
})

it('answers in the raised version when asked for none, and in the first one after a reset', async () => {
  const account = openTestAccount({ apiVersion: '2017-11-02' })
  const version = async () =>
    (await account.call('GET', '/charges', { version: null })).headers.get('Omise-Version')
  await account.control('/account', { apiVersion: '2019-05-29' })
  expect(await version()).toBe('2019-05-29')
  expect(await account.control('/account', { apiVersion: '2017-11-02' })).toMatchObject({
    status: 409,
    body: { error: expect.stringContaining('2019-05-29 or later, got 2017-11-02') },
  })
  expect(await version()).toBe('2019-05-29')
  await account.control('/reset')
  expect(await version()).toBe('2017-11-02')
})

it('enables and disables payment methods, for the capability and for new sources', async () => {
  const account = openTestAccount()
  const source = () => account.post('/sources', 'type=truemoney_jumpapp&amount=100000&currency=thb')
  expect((await source()).status).toBe(400)
  await account.control('/account', { paymentMethods: ['truemoney_jumpapp'] })
  expect((await source()).status).toBe(200)
  const { body } = await account.get('/capability')
  expect(body.payment_methods).toMatchObject([{ name: 'truemoney_jumpapp' }])
})

it('refuses to expire a charge with a QR code from the moment that it is told so', async () => {
  const account = openTestAccount({ paymentMethods: ['truemoney_qr'] })
  const { body } = await account.post(
    '/charges',
    'amount=100000&currency=thb&source[type]=truemoney_qr',
  )
  await account.control('/account', { qrExpiry: 'refuse' })
  expect(await account.post(`/charges/${body.id}/expire`)).toMatchObject({
    status: 400,
    body: { code: 'failed_expire' },
  })
  await account.control('/account', { qrExpiry: 'accept' })
  expect((await account.post(`/charges/${body.id}/expire`)).body.status).toBe('expired')
})

it.each([{ apiVersion: '2015-11-17' }, { qrExpiry: 'maybe' }, { secretKey: 'x' }])(
  'refuses the change %j',
  async (change) => {
    expect((await openTestAccount().control('/account', change)).status).toBe(400)
  },
)
