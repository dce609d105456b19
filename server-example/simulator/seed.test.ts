import { beforeEach, expect, it } from 'vitest'
import { defaultPublicKey } from './account.ts'
import { openTestAccount, type TestAccount } from './test-account.ts'

/** The four calls of Omise's TrueMoney page, which send no version and no JSON. */

const sourceKeys = 'object id livemode location type flow amount currency phone_number'.split(' ')
const chargeKeys =
  'object id livemode location amount currency funding_amount funding_currency description metadata status capture authorized schedule reversed reversed_at expires_at expired expired_at voided paid paid_at transaction refunded refunds return_uri failure_code failure_message card customer ip dispute created source disputable capturable reversible refundable reference authorize_uri'.split(
    ' ',
  )
const refundsKeys = 'object from to offset limit total order location data'.split(' ')
const embeddedSourceKeys = 'object id type flow amount currency phone_number'.split(' ')

let account: TestAccount
beforeEach(() => {
  account = openTestAccount({ startAt: '2019-05-17T08:09:48.515Z', url: 'https://pay.omise.co' })
})

const asWritten = (form: string, key?: string) => ({
  form,
  version: null,
  ...(key === undefined ? {} : { key }),
})

it('makes a source from the first call', async () => {
  const { status, body } = await makeSource()
  expect(status).toBe(200)
  expect(Object.keys(body)).toEqual(sourceKeys)
  expect(body).toMatchObject({
    object: 'source',
    id: expect.stringMatching(/^src_test_5fxf2n[0-9a-z]{13}$/),
    livemode: false,
    location: `/sources/${body.id}`,
    type: 'truemoney',
    flow: 'redirect',
    amount: 100000,
    currency: 'thb',
    phone_number: '11111111111',
  })
})

it('makes a charge from the second call', async () => {
  const source = await makeSource()
  const { status, body } = await account.call(
    'POST',
    '/charges',
    asWritten(
      `amount=100000&currency=thb&return_uri=http://example.com/orders/345678/complete&source=${source.body.id}`,
    ),
  )
  expect(status).toBe(200)
  expectPageCharge(body)
  expect(body.source).toMatchObject({ id: source.body.id })
})

it('makes source and charge from the third call', async () => {
  const { status, body } = await account.call(
    'POST',
    '/charges',
    asWritten(
      'amount=100000&currency=thb&return_uri=http://example.com/orders/345678/complete&source[type]=truemoney&source[phone_number]=11111111111',
    ),
  )
  expect(status).toBe(200)
  expectPageCharge(body)
})

it('shows the status to the fourth call', async () => {
  const { id } = await account.charge()
  const { status, body } = await account.call('GET', `/charges/${id}`, { version: null })
  expect(status).toBe(200)
  expect(body.status).toBe('pending')
})

function makeSource() {
  return account.call(
    'POST',
    '/sources',
    asWritten(
      'amount=100000&currency=thb&type=truemoney&phone_number=11111111111',
      defaultPublicKey,
    ),
  )
}

function expectPageCharge(body: Record<string, unknown>) {
  const { id, reference, source, refunds, ...others } = body
  expect(Object.keys(body)).toEqual(chargeKeys)
  expect(Object.keys(Object(source))).toEqual(embeddedSourceKeys)
  expect(Object.keys(Object(refunds))).toEqual(refundsKeys)
  expect(id).toMatch(/^chrg_test_5fxf2nt[0-9a-z]{12}$/)
  expect(reference).toMatch(/^pay2_test_5fxf2nt[0-9a-z]{12}$/)
  expect(source).toMatchObject({
    object: 'source',
    type: 'truemoney',
    flow: 'redirect',
    amount: 100000,
    currency: 'thb',
    phone_number: '11111111111',
  })
  expect(refunds).toEqual({
    object: 'list',
    from: '1970-01-01T00:00:00Z',
    to: '2019-05-17T08:09:48Z',
    offset: 0,
    limit: 20,
    total: 0,
    order: 'chronological',
    location: `/charges/${id}/refunds`,
    data: [],
  })
  expect(others).toEqual({
    object: 'charge',
    livemode: false,
    location: `/charges/${id}`,
    amount: 100000,
    currency: 'thb',
    funding_amount: 100000,
    funding_currency: 'thb',
    description: null,
    metadata: {},
    status: 'pending',
    capture: true,
    authorized: false,
    schedule: null,
    reversed: false,
    reversed_at: null,
    expires_at: '2019-05-24T08:09:48Z',
    expired: false,
    expired_at: null,
    voided: false,
    paid: false,
    paid_at: null,
    transaction: null,
    refunded: 0,
    return_uri: 'http://example.com/orders/345678/complete',
    failure_code: null,
    failure_message: null,
    card: null,
    customer: null,
    ip: null,
    dispute: null,
    created: '2019-05-17T08:09:48Z',
    disputable: false,
    capturable: false,
    reversible: false,
    refundable: false,
    authorize_uri: `https://pay.omise.co/payments/${reference}/authorize`,
  })
}
