import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

const dayMs = 24 * 60 * 60 * 1000

it.each(['2017-11-02', '2019-05-29'])('shows in %s that a charge was paid', async (version) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.control('/clock', { advanceMs: 60_000 })
  await account.post(`/charges/${id}/mark_as_paid`)
  const { body } = await account.call('GET', `/charges/${id}`, { version })
  expect(body).toMatchObject({
    status: 'successful',
    authorized: true,
    paid: true,
    paid_at: '2025-03-20T09:42:53Z',
    transaction: expect.stringMatching(/^trxn_test_[0-9a-z]{19}$/),
    refundable: true,
    disputable: true,
    capturable: false,
    reversible: false,
    failure_code: null,
  })
  if (version === '2019-05-29') {
    expect(body).toMatchObject({
      authorized_at: '2025-03-20T09:42:53Z',
      partially_refundable: true,
      can_perform_void: true,
      source: { charge_status: 'successful' },
    })
  }
})

it.each([
  ['', 'payment_rejected', 'payment rejected'],
  ['failure_code=insufficient_fund', 'insufficient_fund', expect.stringContaining('insufficient')],
  ['failure_code=something_new', 'something_new', 'something new'],
])('shows that a charge failed: %j', async (form, failure_code, failure_message) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.post(`/charges/${id}/mark_as_failed`, form)
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    status: 'failed',
    failure_code,
    failure_message,
    paid: false,
    authorized: false,
    refundable: false,
    transaction: null,
    source: { charge_status: 'failed' },
  })
})

it('expires a charge when asked, and moves expires_at there', async () => {
  const account = openTestAccount()
  const { id } = await account.charge()
  const { body } = await account.post(`/charges/${id}/expire`)
  expect(body).toMatchObject({
    status: 'expired',
    expired: true,
    expired_at: '2025-03-20T09:41:53Z',
    expires_at: '2025-03-20T09:41:53Z',
    failure_code: null,
    paid: false,
    source: { charge_status: 'expired' },
  })
})

it('expires a charge after seven days and not a moment before', async () => {
  const account = openTestAccount()
  const { id } = await account.charge()
  await account.control('/clock', { advanceMs: 7 * dayMs - 1 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('pending')
  await account.control('/clock', { advanceMs: 1 })
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    status: 'expired',
    expired: true,
    expired_at: '2025-03-27T09:41:53Z',
    expires_at: '2025-03-27T09:41:53Z',
  })
  const { body } = await account.get(`/charges/${id}/events`)
  expect(body.data).toMatchObject([{ key: 'charge.create' }, { key: 'charge.expire' }])
})

it('expires a charge at the time it was made for', async () => {
  const account = openTestAccount()
  const { id } = await account.charge('expires_at=2025-03-20T09:46:53Z')
  await account.charge()
  await account.control('/clock', { advanceMs: 5 * 60_000 })
  expect((await account.get(`/charges/${id}`)).body.status).toBe('expired')
  expect((await account.get('/search?scope=charge&filters[status]=pending')).body.total).toBe(1)
})

it.each([
  ['mark_as_paid', false, '2025-03-27T09:41:53Z'],
  ['mark_as_failed', true, '2025-03-27T09:41:53Z'],
  ['expire', true, '2025-03-20T09:41:53Z'],
])(
  'shows in both versions, after %s and then seven days, expired %s',
  async (step, expired, at) => {
    const account = openTestAccount()
    const { id } = await account.charge()
    const { body: early } = await account.post(`/charges/${id}/${step}`)
    if (step !== 'expire') expect(early).toMatchObject({ expired: false, expired_at: null })
    await account.control('/clock', { advanceMs: 7 * dayMs })
    for (const version of ['2017-11-02', '2019-05-29']) {
      const { body } = await account.call('GET', `/charges/${id}`, { version })
      expect(body).toMatchObject({ status: early.status, expired, expired_at: at })
    }
  },
)

it('shows what was authorized and captured on decided charges and in lists, beside the amount', async () => {
  const account = openTestAccount()
  const keys = ['authorization_type', 'authorized_amount', 'captured_amount']
  const shown = (body: object) => keys.filter((key) => key in body)
  for (const [step, expected] of [
    ['mark_as_paid', keys],
    ['mark_as_failed', keys],
    ['expire', []],
    ['', []],
  ] as const) {
    const { id } = await account.charge()
    if (step !== '') await account.post(`/charges/${id}/${step}`)
    expect(shown((await account.get(`/charges/${id}`)).body)).toEqual(expected)
  }
  const amounts = { authorization_type: null, authorized_amount: 100_000, captured_amount: 100_000 }
  const each = [amounts, amounts, amounts, amounts]
  expect((await account.get('/charges')).body.data).toMatchObject(each)
  expect((await account.get('/search?scope=charge')).body.data).toMatchObject(each)

  await account.control('/clock', { advanceMs: 7 * dayMs })
  const timedOut = await account.get('/search?scope=charge&filters[status]=expired')
  const [first] = JSON.parse(JSON.stringify(timedOut.body.data))
  expect(Object.keys((await account.get(`/charges/${first.id}`)).body).slice(3, 8)).toEqual([
    'amount',
    ...keys,
    'acquirer_reference_number',
  ])
})

it.each([
  ['mark_as_paid', 'mark_as_paid', 'invalid_charge'],
  ['mark_as_paid', 'mark_as_failed', 'invalid_charge'],
  ['mark_as_paid', 'expire', 'failed_expire'],
  ['mark_as_failed', 'mark_as_paid', 'invalid_charge'],
  ['expire', 'mark_as_paid', 'expired_charge'],
  ['expire', 'expire', 'failed_expire'],
  ['mark_as_paid', 'capture', 'failed_capture'],
  ['mark_as_paid', 'reverse', 'failed_reverse'],
])('after %s, refuses %s', async (first, second, code) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  const { body } = await account.post(`/charges/${id}/${first}`)
  const refused = await account.post(`/charges/${id}/${second}`)
  expect(refused).toMatchObject({ status: 400, body: { code } })
  expect((await account.get(`/charges/${id}`)).body).toEqual(body)
})
