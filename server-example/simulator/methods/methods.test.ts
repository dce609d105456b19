import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'
import { appFailures } from './failures.ts'
import { methodNames } from './methods.ts'

const open = (options = {}) => openTestAccount({ paymentMethods: methodNames, ...options })
type Account = ReturnType<typeof open>

const sourceOf = (account: Account, form: string) =>
  account.post('/sources', `amount=100000&currency=thb&${form}`)

async function chargeOf(account: Account, type: string, form = '') {
  const { body: source } = await sourceOf(account, `type=${type}`)
  const { body } = await account.post(
    '/charges',
    `amount=100000&currency=thb&source=${source.id}&return_uri=https://shop.test/done&${form}`,
  )
  return String(body.id)
}

it('shows a source of the app as recorded: its flow, its platform and no phone number', async () => {
  const { body } = await sourceOf(
    open(),
    'type=truemoney_jumpapp&platform_type=IOS&phone_number=0812345678',
  )
  expect(body).toMatchObject({
    type: 'truemoney_jumpapp',
    flow: 'app_redirect',
    platform_type: 'IOS',
    phone_number: null,
    scannable_code: null,
    charge_status: 'unknown',
  })
})

it.each([
  ['truemoney&phone_number=0812345678', 'phone_number'],
  ['truemoney_jumpapp', 'platform_type'],
  ['truemoney_qr', 'scannable_code'],
])('shows a source of %s in 2017-11-02 with %s as its own attribute', async (type, own) => {
  const { body } = await open().call('POST', '/sources', {
    form: `amount=100000&currency=thb&type=${type}`,
    version: '2017-11-02',
  })
  expect(Object.keys(body)).toEqual([
    'object',
    'id',
    'livemode',
    'location',
    'type',
    'flow',
    'amount',
    'currency',
    own,
  ])
})

it.each(['IOS', 'ios', 'android', 'Android', 'web'])('takes %s as a platform', async (platform) => {
  const { body } = await sourceOf(open(), `type=truemoney_jumpapp&platform_type=${platform}`)
  expect(body.platform_type).toBe(platform.toUpperCase())
})

it('refuses a platform that nobody knows', async () => {
  const { status, body } = await sourceOf(open(), 'type=truemoney_jumpapp&platform_type=symbian')
  expect([status, body.message]).toEqual([400, 'platform_type is currently not supported'])
})

it.each(['truemoney', 'truemoney_jumpapp', 'truemoney_qr', 'promptpay', ''])(
  'refuses %s with Omise’s text alone when the account has not enabled it',
  async (type) => {
    const paymentMethods = [...methodNames.filter((name) => name !== type), 'promptpay']
    const { status, body } = await open({ paymentMethods }).post(
      '/sources',
      `type=${type}&amount=1&currency=usd&phone_number=1`,
    )
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'bad_request', message: 'type is currently not supported' })
  },
)

it.each(['truemoney_jumpapp', 'truemoney_qr'])(
  'takes small amounts of %s with a warning, and refuses too large ones',
  async (type) => {
    const warned: string[] = []
    const account = open({ warn: (message: string) => warned.push(message) })
    for (const amount of [9999, 10_000, 5_000_000]) {
      const made = await account.post('/sources', `type=${type}&currency=thb&amount=${amount}`)
      expect(made.status).toBe(200)
    }
    const text = `${type} is said to take at least 10000 satang, got 9999`
    expect(warned).toEqual([expect.stringContaining(text)])
    expect((await account.control('/reset')).body).toEqual({ reset: true })

    const refused = await Promise.all(
      [1999, 5_000_001].map((amount) =>
        account.post('/sources', `type=${type}&currency=thb&amount=${amount}`),
      ),
    )
    expect(refused.map(({ body }) => body.message)).toEqual([
      'amount must be at least 2000',
      'amount must be less than 5000000',
    ])
    expect(warned).toHaveLength(1)
  },
)

it('lists its warnings in the state, until it is reset', async () => {
  const account = open()
  await account.post('/sources', 'type=truemoney_qr&currency=thb&amount=2000')
  const state = () => account.call('GET', '/_simulator/state', { key: null })
  expect((await state()).body.warnings).toEqual([
    { time: '2025-03-20T09:41:53Z', message: expect.stringContaining('got 2000') },
  ])
  await account.control('/reset')
  expect((await state()).body.warnings).toEqual([])
})

it('wants a return_uri for the app, and none for a QR code', async () => {
  const account = open()
  const inline = (type: string) =>
    account.post('/charges', `amount=100000&currency=thb&source[type]=${type}`)
  expect((await inline('truemoney_jumpapp')).body).toMatchObject({
    code: 'invalid_charge',
    message: 'return_uri is missing',
  })
  expect((await inline('truemoney_qr')).body).toMatchObject({ status: 'pending', return_uri: null })
})

it.each([
  ['truemoney_jumpapp', '2025-03-27T09:42:53Z'],
  ['truemoney_qr', '2025-03-20T09:44:53Z'],
])('counts the three minutes of %s from the making of its source', async (type, expiresAt) => {
  const account = open()
  const { body: source } = await sourceOf(account, `type=${type}`)
  await account.control('/clock', { advanceMs: 60_000 })
  const { body: charge } = await account.post(
    '/charges',
    `amount=100000&currency=thb&return_uri=https://shop.test/done&source=${source.id}`,
  )
  expect(charge.expires_at).toBe(expiresAt)
  const read = async () => (await account.get(`/charges/${charge.id}`)).body

  await account.control('/clock', { advanceMs: 119_999 })
  expect(await read()).toMatchObject({ status: 'pending', expired: false })
  await account.control('/clock', { advanceMs: 1 })
  expect(await read()).toMatchObject({
    status: 'expired',
    expired: true,
    expired_at: '2025-03-20T09:44:53Z',
    expires_at: expiresAt,
    failure_code: null,
  })
  await account.simulator.settled()
  expect(account.webhooks.map(({ body }) => JSON.parse(body).key)).toEqual([
    'charge.create',
    'charge.expire',
  ])
})

it('refuses to charge a source whose three minutes are over', async () => {
  const account = open()
  const { body: source } = await sourceOf(account, 'type=truemoney_jumpapp')
  await account.control('/clock', { advanceMs: 180_000 })
  const { status, body } = await account.post(
    '/charges',
    `amount=100000&currency=thb&return_uri=https://shop.test/done&source=${source.id}`,
  )
  expect([status, body.code, body.message]).toEqual([400, 'invalid_charge', 'source has expired'])
})

it('lets a charge live on that was taken up within the three minutes, up to its expires_at', async () => {
  const account = open()
  const id = await chargeOf(account, 'truemoney_jumpapp', 'expires_at=2025-03-20T10:00:00Z')
  expect((await account.control(`/charges/${id}`, { decision: 'taken_up' })).body).toMatchObject({
    status: 'pending',
    takenUp: true,
  })
  await account.control('/clock', { advanceMs: 15 * 60_000 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('pending')
  await account.control('/clock', { advanceMs: 5 * 60_000 })
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    status: 'expired',
    expired_at: '2025-03-20T10:00:00Z',
  })
})

it('gives truemoney no three minutes', async () => {
  const account = open()
  const { id } = await account.charge()
  await account.control('/clock', { advanceMs: 6 * 24 * 60 * 60_000 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('pending')
})

it.each(['truemoney_jumpapp', 'truemoney_qr'])(
  'marks %s as failed with its own first code, and each of its codes when asked',
  async (type) => {
    const account = open()
    const codes = []
    for (const form of ['', ...appFailures.map(({ code }) => `failure_code=${code}`)]) {
      const id = await chargeOf(account, type)
      const { body } = await account.post(`/charges/${id}/mark_as_failed`, form)
      codes.push(body.failure_code)
    }
    expect(codes).toEqual(['failed_processing', ...appFailures.map(({ code }) => code)])
  },
)

it('names only enabled methods in both capabilities, each with its own limits in 2017-11-02', async () => {
  const account = open({ paymentMethods: ['truemoney_qr', 'truemoney', 'promptpay'] })
  const { body: new2019 } = await account.get('/capability')
  expect(new2019.payment_methods).toMatchObject([
    { name: 'truemoney_qr', currencies: ['THB'] },
    { name: 'truemoney' },
    { name: 'promptpay' },
  ])
  const { body: old2017 } = await account.call('GET', '/capability', { version: '2017-11-02' })
  expect(old2017.payment_backends).toMatchObject([
    { truemoney_qr: { type: 'truemoney_qr', amount: { min: 10_000, max: 5_000_000 } } },
    { truemoney: { type: 'truemoney', amount: { min: 2000, max: 5_000_000 } } },
    { promptpay: { type: 'promptpay', amount: { min: 2000, max: 500_000_000_000 } } },
  ])
})

it('finds charges by the type of their source', async () => {
  const account = open()
  await account.charge()
  const qr = await chargeOf(account, 'truemoney_qr')
  const found = async (filter: string) =>
    (await account.get(`/charges/search?filters[${filter}`)).body.data
  expect(await found('source_type]=truemoney_qr')).toMatchObject([{ id: qr }])
  expect(await found('source_of_fund]=offline')).toMatchObject([{ id: qr }])
  expect(await found('source_of_fund]=offsite')).toHaveLength(1)
})
