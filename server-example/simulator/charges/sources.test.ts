import { expect, it } from 'vitest'
import { defaultPublicKey, defaultSecretKey } from '../account.ts'
import { openTestAccount } from '../test-account.ts'

const good = 'type=truemoney&amount=100000&currency=thb&phone_number=0812345678'
const phoneText = 'phone_number must contain 10-11 digit characters'

it('shows a source as 2019-05-29 does, with the status of its charge', async () => {
  const account = openTestAccount()
  const id = await account.source()
  const before = await account.get(`/sources/${id}`)
  expect(Object.keys(before.body)).toEqual(
    'object id livemode location amount barcode bank created_at currency email flow installment_term ip absorption_type name mobile_number phone_number platform_type scannable_code qr_settings billing shipping items references provider_references store_id store_name terminal_id type zero_interest_installments charge_status receipt_amount discounts promotion_code'.split(
      ' ',
    ),
  )
  expect(before.body).toMatchObject({
    created_at: '2025-03-20T09:41:53Z',
    currency: 'THB',
    phone_number: '0812345678',
    charge_status: 'unknown',
  })

  await account.post('/charges', `amount=100000&currency=THB&return_uri=https://a.b&source=${id}`)
  expect((await account.get(`/sources/${id}`)).body.charge_status).toBe('pending')
})

it.each([
  ['amount=abc', 'amount is not a number'],
  ['amount=', 'amount is not a number'],
  ['amount=1000.5', 'amount must be an integer'],
  ['amount=1999', 'amount must be at least 2000'],
  ['amount=5000001', 'amount must be less than 5000000'],
  ['currency=xyz', 'currency is currently not supported'],
  ['currency=', 'currency is currently not supported'],
  ['currency=JPY', 'currency must be THB'],
  ['type=', 'type is currently not supported'],
  ['type=truemoney_jumpapp', 'type is currently not supported'],
  ['type=truemoney_qr', 'type is currently not supported'],
  ['phone_number=', phoneText],
  ['phone_number=081234567', phoneText],
  ['phone_number=081234567890', phoneText],
  ['phone_number=%2B66812345678', phoneText],
  ['phone_number=081-234-5678', phoneText],
  ['phone_number=๐๘๑๒๓๔๕๖๗๘', phoneText],
  ['amount=1&phone_number=1', `amount must be at least 2000 and ${phoneText}`],
  [
    'amount=1&currency=usd&phone_number=1',
    `amount must be at least 2000, currency must be THB, and ${phoneText}`,
  ],
])('refuses a source with %s', async (change, message) => {
  const account = openTestAccount()
  const form = new URLSearchParams(good)
  for (const [name, value] of new URLSearchParams(change)) form.set(name, value)
  const { status, headers, body } = await account.call('POST', '/sources', {
    form: form.toString(),
    key: defaultPublicKey,
  })
  expect(status).toBe(400)
  expect(body).toEqual({
    object: 'error',
    location: 'https://www.omise.co/api-errors#bad-request',
    code: 'bad_request',
    message,
  })
  expect(headers.get('Omise-Version')).toBeNull()
  expect(account.webhooks).toEqual([])
})

it.each([
  ['THB', '2000'],
  ['thb', '5000000'],
])('takes %s and the amount of a limit, %s', async (currency, amount) => {
  const form = new URLSearchParams({
    ...Object.fromEntries(new URLSearchParams(good)),
    currency,
    amount,
  })
  const { status } = await openTestAccount().call('POST', '/sources', { form: form.toString() })
  expect(status).toBe(200)
})

it('takes JSON, a slash at the end of the path, and either key', async () => {
  const account = openTestAccount()
  const json = { type: 'truemoney', amount: 100000, currency: 'THB', phone_number: '0812345678' }
  for (const path of ['/sources', '/sources/']) {
    for (const key of [defaultPublicKey, defaultSecretKey]) {
      expect((await account.call('POST', path, { json, key })).status).toBe(200)
    }
  }
})

it('says which source was not found', async () => {
  const { status, body } = await openTestAccount().get('/sources/src_test_1')
  expect(status).toBe(404)
  expect(body).toMatchObject({ code: 'not_found', message: 'source src_test_1 was not found' })
})

it('answers a preflight of any page without a key, and lets it read the answer', async () => {
  const account = openTestAccount()
  const preflight = await account.fetchRaw('OPTIONS', '/sources', {
    key: null,
    version: null,
    headers: {
      Origin: 'https://shop.test',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(preflight.headers.get('Access-Control-Allow-Headers')).toMatch(/authorization/)

  const refused = await account.fetchRaw('POST', '/sources', { form: 'amount=1' })
  expect(refused.status).toBe(400)
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
})

it('does not let a page read charges', async () => {
  const response = await openTestAccount().fetchRaw('GET', '/charges')
  expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
})
