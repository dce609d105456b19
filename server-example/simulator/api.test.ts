import { expect, it } from 'vitest'
import { defaultPublicKey, defaultSecretKey } from './account.ts'
import { openTestAccount } from './test-account.ts'

it.each([
  ['nothing', null],
  ['a key nobody has', 'skey_test_nobody'],
  ['an empty key', ''],
])('refuses %s as authentication', async (_what, key) => {
  const { status, body } = await openTestAccount().call('GET', '/charges', { key })
  expect(status).toBe(401)
  expect(body).toEqual({
    object: 'error',
    location: 'https://www.omise.co/api-errors#authentication-failure',
    code: 'authentication_failure',
    message: 'authentication failed',
  })
})

it.each([
  ['with a colon', `${defaultSecretKey}:`],
  ['without one', defaultSecretKey],
])('takes Basic authentication %s', async (_how, credentials) => {
  const response = await openTestAccount().fetchRaw('GET', '/charges', {
    key: null,
    headers: { Authorization: `Basic ${btoa(credentials)}` },
  })
  expect(response.status).toBe(200)
})

it.each([
  ['POST', '/charges'],
  ['GET', '/charges'],
  ['GET', '/charges/chrg_test_1'],
  ['POST', '/charges/chrg_test_1/refunds'],
  ['GET', '/search?scope=charge'],
  ['GET', '/events'],
])('refuses the public key at %s %s', async (method, path) => {
  const { status, body } = await openTestAccount().call(method, path, { key: defaultPublicKey })
  expect(status).toBe(401)
  expect(body.code).toBe('authentication_failure')
})

it('answers a success with the headers of Omise', async () => {
  const { status, headers } = await openTestAccount().get('/charges')
  expect(status).toBe(200)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-cache, no-store',
    'content-type': 'application/json; charset=utf-8',
    'omise-version': '2019-05-29',
    status: '200 OK',
    vary: 'Accept-Encoding',
    'x-request-id': expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    'x-runtime': expect.stringMatching(/^\d+\.\d{6}$/),
  })
})

it.each([
  ['2017-11-02', 'created'],
  ['2019-05-29', 'created_at'],
])('answers in version %s when asked', async (version, name) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  const { headers, body } = await account.call('GET', `/charges/${id}`, { version })
  expect(headers.get('Omise-Version')).toBe(version)
  expect(body).toHaveProperty(name)
})

it('answers in the version of the account when asked for none', async () => {
  const account = openTestAccount({ apiVersion: '2019-05-29' })
  const { headers } = await account.call('GET', '/charges', { version: null })
  expect(headers.get('Omise-Version')).toBe('2019-05-29')
})

it.each(['2015-11-17', 'latest'])('refuses version %s', async (version) => {
  const { status, body } = await openTestAccount().call('GET', '/charges', { version })
  expect(status).toBe(400)
  expect(body.message).toContain(version)
})

it.each([
  '/tokens',
  '/customers/cust_test_1',
  '/charges/schedules',
  '/charges/chrg_test_1/schedules',
  '/transfers',
  '/sessions',
])('says that %s is not simulated', async (path) => {
  const { status, body } = await openTestAccount().post(path)
  expect(status).toBe(404)
  expect(body.code).toBe('service_not_found')
  expect(body.message).toContain('not simulated')
})

it('finds nothing at an unknown path', async () => {
  const { status, body } = await openTestAccount().post('/charges/chrg_test_1/nonsense')
  expect(status).toBe(404)
  expect(body.code).toBe('not_found')
})

it('shows to the public key what the account can do, as 2019-05-29', async () => {
  const { body } = await openTestAccount().call('GET', '/capability', { key: defaultPublicKey })
  expect(Object.keys(body)).toEqual(
    'object location banks limits payment_methods country tokenization_methods zero_interest_installments'.split(
      ' ',
    ),
  )
  expect(body.limits).toEqual({
    charge_amount: { max: 500_000_000_000, min: 2000 },
    transfer_amount: { max: 100_000_000_000, min: 3000 },
    installment_amount: { min: 200_000 },
  })
  expect(body.payment_methods).toEqual([
    {
      object: 'payment_method',
      name: 'truemoney',
      currencies: ['THB'],
      card_brands: null,
      installment_terms: null,
      loan_installment_terms: null,
      banks: [],
      provider: null,
    },
  ])
})

it('shows what the account can do as 2017-11-02', async () => {
  const { body } = await openTestAccount().call('GET', '/capability', { version: '2017-11-02' })
  expect(body.payment_backends).toEqual([
    {
      truemoney: {
        type: 'truemoney',
        currencies: ['thb'],
        amount: { min: 2000, max: 5_000_000 },
      },
    },
  ])
  expect(body.limits).toMatchObject({ charge_amount: { max: 500_000_000_000, min: 2000 } })
  expect(body).not.toHaveProperty('payment_methods')
})

it('gives the same answers to the same requests when seeded', async () => {
  const run = async () => {
    const account = openTestAccount()
    const { id } = await account.charge()
    await account.post(`/charges/${id}/mark_as_paid`)
    return [(await account.get(`/charges/${id}`)).body, (await account.get('/events')).body]
  }
  expect(await run()).toEqual(await run())
})

it.each([
  [{ secretKey: 'skey_5somethinglive' }, 'secret key'],
  [{ publicKey: 'skey_test_1' }, 'public key'],
  [{ apiVersion: '2014-07-27' }, '2014-07-27'],
  [{ webhookUrl: 'shop.test/hook' }, 'webhook URL'],
  [{ country: 'Thailand' }, 'country'],
  [{ qrFormat: 'gif' }, 'QR format to be svg or png'],
  [{ qrExpiry: 'maybe' }, 'QR expiry to be accept or refuse'],
  [{ paymentMethods: ['True Money'] }, 'payment methods'],
  [{ webhookSecret: 'not base64!' }, 'base64'],
  [{ startAt: 'yesterday' }, 'startAt'],
])('refuses the option %j in words', (options, word) => {
  const open = () => openTestAccount(options)
  expect(open).toThrow(TypeError)
  expect(open).toThrow(word)
  expect(open).not.toThrow('somethinglive')
})

it('shows the account to the secret key alone, with what its options say', async () => {
  const options = { country: 'SG', apiVersion: '2019-05-29', webhookUrl: 'https://shop.test/hook' }
  const account = openTestAccount(options)
  const { headers, body } = await account.call('GET', '/account', { version: null })
  expect(headers.get('Omise-Version')).toBe('2019-05-29')
  expect(body).toMatchObject({
    object: 'account',
    livemode: false,
    country: 'SG',
    currency: 'THB',
    api_version: '2019-05-29',
    webhook_uri: 'https://shop.test/hook',
  })
  expect((await account.call('GET', '/account', { key: defaultPublicKey })).status).toBe(401)
})

it('shows the account as 2017-11-02, which says less', async () => {
  const { body } = await openTestAccount().call('GET', '/account', { version: '2017-11-02' })
  expect(Object.keys(body)).toEqual(
    'object id livemode location email currency supported_currencies created'.split(' '),
  )
})

it('lists the account’s payment methods, and makes no source without truemoney', async () => {
  const paymentMethods = ['truemoney_jumpapp']
  const account = openTestAccount({ paymentMethods, country: 'JP' })
  const { body } = await account.get('/capability')
  expect(body).toMatchObject({ country: 'JP', payment_methods: [{ name: 'truemoney_jumpapp' }] })
  const details = 'type=truemoney&amount=100000&currency=thb&phone_number=0812345678'
  const refused = await account.post('/sources', details)
  expect(refused.body.message).toBe('type is currently not supported')
})
