import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
/** From 09:41:53 UTC, which is 16:41:53 in Bangkok, to midnight there. */
const toBangkokMidnightMs = 7 * hourMs + 18 * 60_000 + 7_000

it('voids a full refund on the day of the charge, as 2019-05-29', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  const { status, body } = await account.post(
    `/charges/${id}/refunds`,
    'amount=100000&metadata[reason]=x',
  )
  expect(status).toBe(200)
  expect(body).toEqual({
    object: 'refund',
    id: expect.stringMatching(/^rfnd_test_[0-9a-z]{19}$/),
    location: `/charges/${id}/refunds/${body.id}`,
    livemode: false,
    voided: true,
    currency: 'THB',
    amount: 100000,
    metadata: { reason: 'x' },
    charge: id,
    capture: null,
    terminal: null,
    transaction: expect.stringMatching(/^trxn_test_/),
    status: 'closed',
    funding_amount: 100000,
    funding_currency: 'THB',
    created_at: '2025-03-20T09:41:53Z',
    acquirer_reference_number: null,
    approval_code: null,
  })
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    status: 'successful',
    voided: true,
    refunded_amount: 100000,
    refundable: false,
    can_perform_void: false,
    refunds: { total: 1, data: [{ id: body.id }] },
  })
  expect((await account.get(`/charges/${id}/refunds/${body.id}`)).body).toEqual(body)
})

it('shows a refund as 2017-11-02', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  const { body } = await account.call('POST', `/charges/${id}/refunds`, {
    form: 'amount=10000',
    version: '2017-11-02',
  })
  expect(Object.keys(body)).toEqual(
    'object id location amount currency voided charge transaction created'.split(' '),
  )
  const charge = await account.call('GET', `/charges/${id}`, { version: '2017-11-02' })
  expect(charge.body).toMatchObject({ refunded: 10000, refundable: true, refunds: { total: 1 } })
})

it.each([
  ['the same minute, without void', 0, 'amount=100000', { voided: true }],
  ['the same minute, void', 0, 'amount=100000&void=true', { voided: true }],
  ['the same minute, no void wanted', 0, 'amount=100000&void=false', { voided: false }],
  ['the same minute, a part', 0, 'amount=40000', { voided: false }],
  ['before midnight in Bangkok', toBangkokMidnightMs - 1000, 'amount=100000', { voided: true }],
  ['after midnight in Bangkok', toBangkokMidnightMs, 'amount=100000', { voided: false }],
  ['after 30 days', 30 * dayMs, 'amount=100000', { voided: false }],
])('gives back %s', async (_when, advanceMs, form, refund) => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  await account.control('/clock', { advanceMs })
  expect(await account.post(`/charges/${id}/refunds`, form)).toMatchObject({
    status: 200,
    body: refund,
  })
})

it.each([
  ['a part as a void', 0, 'amount=40000&void=true', 'failed_void'],
  [
    'a void after midnight in Bangkok',
    toBangkokMidnightMs,
    'amount=100000&void=true',
    'failed_void',
  ],
  ['a refund after the window', 30 * dayMs + 1000, 'amount=100000', 'failed_refund'],
  ['more than was paid', 0, 'amount=100001', 'failed_refund'],
  ['nothing', 0, 'amount=0', 'failed_refund'],
  ['no amount', 0, '', 'failed_refund'],
  ['what is no number', 0, 'amount=1e5', 'failed_refund'],
  ['a strange void', 0, 'amount=100000&void=perhaps', 'bad_request'],
])('refuses %s', async (_what, advanceMs, form, code) => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  await account.control('/clock', { advanceMs })
  expect(await account.post(`/charges/${id}/refunds`, form)).toMatchObject({
    status: 400,
    body: { object: 'error', code },
  })
  expect((await account.get('/refunds')).body.total).toBe(0)
})

it('never gives back more than was paid, in however many parts', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  const statuses = []
  for (const amount of [60000, 60000, 40000, 1]) {
    statuses.push((await account.post(`/charges/${id}/refunds`, `amount=${amount}`)).status)
  }
  expect(statuses).toEqual([200, 400, 200, 400])
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    refunded_amount: 100000,
    voided: false,
    refundable: false,
  })
})

it('refunds a charge fifteen times at most', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  for (let made = 0; made < 15; made += 1) {
    expect((await account.post(`/charges/${id}/refunds`, 'amount=1')).status).toBe(200)
  }
  expect(await account.post(`/charges/${id}/refunds`, 'amount=1')).toMatchObject({
    status: 400,
    body: { code: 'failed_refund' },
  })
  expect((await account.get(`/charges/${id}`)).body.refundable).toBe(false)
})

it.each([
  ['wallet_balance', 200, true],
  ['bank_account', 200, true],
  ['pay_next', 400, false],
  ['pay_next_extra', 400, false],
])('knows if money from %s can be given back in parts', async (funding, status, partially) => {
  const account = openTestAccount()
  const { id, authorizeUri } = await account.charge()
  await account.press(authorizeUri, `decision=successful&funding=${funding}`)
  expect((await account.get(`/charges/${id}`)).body.partially_refundable).toBe(partially)
  expect((await account.post(`/charges/${id}/refunds`, 'amount=1')).status).toBe(status)
  await account.control('/clock', { advanceMs: dayMs })
  const full = status === 200 ? 99_999 : 100_000
  expect((await account.post(`/charges/${id}/refunds`, `amount=${full}`)).status).toBe(200)
})

it.each([null, 'mark_as_failed', 'expire'])('refuses to refund after %s', async (step) => {
  const account = openTestAccount()
  const { id } = await account.charge()
  if (step !== null) await account.post(`/charges/${id}/${step}`)
  expect(await account.post(`/charges/${id}/refunds`, 'amount=100000')).toMatchObject({
    status: 400,
    body: { code: 'failed_refund' },
  })
})

it('says which refund was not found', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  const { status, body } = await account.get(`/charges/${id}/refunds/rfnd_test_1`)
  expect(status).toBe(404)
  expect(body.message).toBe('refund rfnd_test_1 was not found')
})
