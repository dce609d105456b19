import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

it('shows a pending charge as 2019-05-29 does', async () => {
  const account = openTestAccount()
  const { id, authorizeUri } = await account.charge('description=Order 7&metadata[order_id]=7')
  const { source, refunds, ...body } = (await account.get(`/charges/${id}`)).body
  expect(Object.keys((await account.get(`/charges/${id}`)).body)).toEqual(
    'object id location amount acquirer_reference_number net fee fee_vat interest interest_vat funding_amount refunded_amount transaction_fees platform_fee currency funding_currency ip refunds link description metadata card source schedule linked_account customer dispute transaction failure_code failure_message merchant_advice merchant_advice_code status authorize_uri return_uri created_at paid_at authorized_at expires_at expired_at reversed_at multi_capture zero_interest_installments branch terminal device authorized capturable capture disputable livemode refundable partially_refundable reversed reversible voided paid expired can_perform_void approval_code'.split(
      ' ',
    ),
  )
  expect(authorizeUri).toMatch(
    /^http:\/\/localhost:4010\/payments\/pay2_test_[0-9a-z]{19}\/authorize\?acs=false$/,
  )
  expect(source).toMatchObject({ object: 'source', livemode: false, charge_status: 'pending' })
  expect(refunds).toMatchObject({ total: 0, order: 'chronological', to: '2025-03-20T09:41:53Z' })
  expect(body).toMatchObject({
    amount: 100000,
    net: 96094,
    fee: 3650,
    fee_vat: 256,
    currency: 'THB',
    transaction_fees: { fee_flat: '0.0', fee_rate: '3.65', vat_rate: '7.0' },
    description: 'Order 7',
    metadata: { order_id: '7' },
    status: 'pending',
    created_at: '2025-03-20T09:41:53Z',
    expires_at: '2025-03-27T09:41:53Z',
    capture: true,
    authorized: false,
    paid: false,
    refundable: false,
    disputable: false,
  })
})

it.each([
  [20000, { fee: 730, fee_vat: 51, net: 19219 }],
  [12345, { fee: 451, fee_vat: 32, net: 11862 }],
])('takes the recorded fees of %i satang', async (amount, fees) => {
  const { body } = await openTestAccount().call('POST', '/charges', {
    json: inline({ amount }),
  })
  expect(body).toMatchObject(fees)
})

it.each([
  [{ amount: 'abc' }, 400, 'invalid_charge', 'amount is not a number'],
  [
    { amount: 1999 },
    400,
    'invalid_charge',
    'amount must be greater than or equal to 2000 (thb subunits)',
  ],
  [{ currency: 'xyz' }, 400, 'invalid_charge', 'currency is currently not supported'],
  [
    { amount: 'abc', currency: 'xyz' },
    400,
    'invalid_charge',
    'currency is currently not supported and amount is not a number',
  ],
  [{ amount: '1e5' }, 400, 'invalid_charge', 'amount is not a number'],
  [{ amount: '0x186a0' }, 400, 'invalid_charge', 'amount is not a number'],
  [{ amount: '100000.0' }, 400, 'invalid_charge', 'amount must be an integer'],
  [{ amount: [100000] }, 400, 'invalid_charge', 'amount is not a number'],
  [{ return_uri: undefined }, 400, 'invalid_charge', 'return_uri is missing'],
  [{ return_uri: '/done' }, 400, 'invalid_charge', 'return_uri is invalid'],
  [{ return_uri: 'javascript://x/%0aalert(1)' }, 400, 'invalid_charge', 'return_uri is invalid'],
  [{ source: undefined }, 400, 'invalid_charge', 'source is missing'],
  [{ source: 'src_test_1' }, 404, 'not_found', 'source src_test_1 was not found'],
  [
    { source: undefined, card: 'tokn_test_1' },
    400,
    'feature_not_supported',
    'cards and customers are not simulated',
  ],
  [
    { source: { type: 'truemoney', phone_number: '123' } },
    400,
    'bad_request',
    'phone_number must contain 10-11 digit characters',
  ],
  [{ source: { type: 'promptpay' } }, 400, 'bad_request', expect.stringContaining('type is')],
  [{ amount: 5_000_100 }, 400, 'bad_request', 'amount must be less than 5000000'],
  [{ metadata: 'x' }, 400, 'invalid_charge', expect.stringContaining('metadata')],
  [{ webhook_endpoints: ['shop'] }, 400, 'invalid_charge', expect.stringContaining('webhook')],
  [
    { webhook_endpoints: ['https://a.test', 'https://b.test', 'https://c.test'] },
    400,
    'invalid_charge',
    'webhook_endpoints must be at most 2 URLs',
  ],
  [{ expires_at: 'soon' }, 400, 'invalid_charge', expect.stringContaining('expires_at')],
  [{ expires_at: '2025-03-20' }, 400, 'invalid_charge', expect.stringContaining('expires_at')],
])('refuses a charge with %j', async (change, status, code, message) => {
  const account = openTestAccount()
  const answer = await account.call('POST', '/charges', { json: inline(change) })
  expect(answer).toMatchObject({ status, body: { object: 'error', code, message } })
  expect((await account.get('/charges')).body.total).toBe(0)
})

it.each([
  ['truemoney', 'source[phone_number]=0812345678'],
  ['truemoney_jumpapp', ''],
  ['truemoney_qr', ''],
])('takes capture=false for a charge of %s, and captures it at once', async (type, form) => {
  const account = openTestAccount({ paymentMethods: [type] })
  const { body } = await account.post(
    '/charges',
    `amount=100000&currency=thb&return_uri=https://a.b&capture=false&source[type]=${type}&${form}`,
  )
  expect(body).toMatchObject({ status: 'pending', capture: true })
  expect((await account.post(`/charges/${body.id}/mark_as_paid`)).body).toMatchObject({
    status: 'successful',
    paid: true,
    capturable: false,
  })
})

it('refuses metadata of more than sixteen levels, of a form and of JSON, and makes no charge', async () => {
  const account = openTestAccount()
  const levels = (count: number) => '[a]'.repeat(count)
  const nested = (count: number): unknown => (count === 0 ? '1' : { a: nested(count - 1) })
  const { body: taken } = await account.call('POST', '/charges', {
    json: inline({ metadata: nested(16) }),
  })
  expect(taken.metadata).toEqual(nested(16))
  const { id } = await account.charge(`metadata${levels(16)}=1`)
  expect((await account.get(`/charges/${id}`)).body.metadata).toEqual(nested(16))

  const source = await account.source()
  const form = `amount=100000&currency=thb&return_uri=https://a.b&source=${source}`
  const refused = { code: 'bad_request', message: 'metadata must not have more than 16 levels' }
  expect(await account.post('/charges', `${form}&metadata${levels(17)}=1`)).toMatchObject({
    status: 400,
    body: refused,
  })
  const json = inline({ metadata: nested(17) })
  expect((await account.call('POST', '/charges', { json })).body).toMatchObject(refused)
  expect((await account.get('/charges')).body.total).toBe(2)
})

it('refuses a source that was used before', async () => {
  const account = openTestAccount()
  const source = await account.source()
  const form = `amount=100000&currency=thb&return_uri=https://a.b&source=${source}`
  expect((await account.post('/charges', form)).status).toBe(200)
  const again = await account.post('/charges', form)
  expect(again).toMatchObject({
    status: 400,
    body: { code: 'invalid_charge', message: 'source was already used' },
  })
})

it('takes one of two charges that ask for the same source at once', async () => {
  const account = openTestAccount()
  const source = await account.source()
  const form = `amount=100000&currency=thb&return_uri=https://a.b&source=${source}`
  const answers = await Promise.all([
    account.post('/charges', form),
    account.post('/charges', form),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
})

it('refuses an amount that is not the amount of the source', async () => {
  const account = openTestAccount()
  const source = await account.source()
  const { status, body } = await account.post(
    '/charges',
    `amount=100001&currency=thb&return_uri=https://a.b&source=${source}`,
  )
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'invalid_charge', message: expect.stringMatching(/amount/) })
})

it('makes a second charge for the same Idempotency-Key, as Omise knows none', async () => {
  const account = openTestAccount()
  const call = { json: inline({}), headers: { 'Idempotency-Key': 'one' } }
  const first = await account.call('POST', '/charges', call)
  const second = await account.call('POST', '/charges', call)
  expect(second.body.id).not.toBe(first.body.id)
})

it('changes description and metadata, and nothing else', async () => {
  const account = openTestAccount()
  const { id } = await account.charge('metadata[a]=1')
  const { body } = await account.call('PATCH', `/charges/${id}`, {
    form: 'description=new&metadata[b]=2&amount=1&status=successful',
  })
  expect(body).toMatchObject({ description: 'new', amount: 100000, status: 'pending' })
  expect(body.metadata).toEqual({ b: '2' })
})

it('says which charge was not found', async () => {
  const { status, body } = await openTestAccount().post('/charges/chrg_test_1/mark_as_paid')
  expect(status).toBe(404)
  expect(body).toMatchObject({ code: 'not_found', message: 'charge chrg_test_1 was not found' })
})

function inline(change: Record<string, unknown>) {
  return {
    amount: 100000,
    currency: 'THB',
    return_uri: 'https://shop.test/done',
    source: { type: 'truemoney', phone_number: '0812345678' },
    ...change,
  }
}
