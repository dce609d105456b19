import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

async function openWithPendingRefund(amount = 100_000) {
  const account = openTestAccount()
  const chargeId = await account.paidCharge()
  await account.control('/refunds', { status: 'pending' })
  const { body } = await account.post(`/charges/${chargeId}/refunds`, `amount=${amount}&void=false`)
  const id = String(body.id)
  return {
    account,
    id,
    made: body,
    readCharge: async () => (await account.get(`/charges/${chargeId}`)).body,
    readRefund: async () => (await account.get(`/charges/${chargeId}/refunds/${id}`)).body,
    refundAgain: (form: string) => account.post(`/charges/${chargeId}/refunds`, form),
    end: (status: string) => account.control(`/refunds/${id}`, { status }),
  }
}

it('makes a pending refund, whose money has not moved and cannot be refunded twice', async () => {
  const { account, made, readCharge, refundAgain } = await openWithPendingRefund()
  expect(made).toMatchObject({ status: 'pending', transaction: null, amount: 100_000 })
  expect(await readCharge()).toMatchObject({ refunded_amount: 100_000, refundable: false })
  expect((await refundAgain('amount=1')).status).toBe(400)
  expect((await account.get('/balance')).body.total).toBe(96_094)
  expect((await account.get('/transactions')).body.total).toBe(1)
})

it('closes a pending refund, and moves its money then', async () => {
  const { account, id, readRefund, readCharge, end } = await openWithPendingRefund()
  await account.control('/clock', { advanceMs: 60_000 })
  expect(await end('closed')).toMatchObject({ status: 200, body: { id, status: 'closed' } })
  const refund = await readRefund()
  expect(refund).toMatchObject({ status: 'closed', created_at: '2025-03-20T09:41:53Z' })
  expect(await readCharge()).toMatchObject({ refunded_amount: 100_000 })
  expect((await account.get('/balance')).body.total).toBe(96_094 - 100_000)
  expect((await account.get(`/transactions/${refund.transaction}`)).body).toMatchObject({
    amount: 100_000,
    created_at: '2025-03-20T09:42:53Z',
  })
})

it('fails a pending refund, and the charge can be refunded and voided again', async () => {
  const { account, readRefund, readCharge, refundAgain, end } = await openWithPendingRefund()
  await end('failed')
  expect(await readRefund()).toMatchObject({ status: 'failed', transaction: null })
  expect(await readCharge()).toMatchObject({
    status: 'successful',
    refunded_amount: 0,
    refundable: true,
    can_perform_void: true,
    refunds: { total: 1, data: [{ status: 'failed' }] },
  })
  expect((await account.get('/balance')).body.total).toBe(96_094)
  await account.control('/refunds', { status: 'closed' })
  expect((await refundAgain('amount=100000')).body).toMatchObject({
    status: 'closed',
    voided: true,
  })
})

it('posts one event of a refund, and none of its end', async () => {
  const { account, end } = await openWithPendingRefund()
  await end('closed')
  await account.simulator.settled()
  const keys = account.webhooks.map(({ body }) => JSON.parse(body).key)
  expect(keys).toEqual(['charge.create', 'charge.complete', 'refund.create'])
})

it('makes refunds that have failed at once', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  await account.control('/refunds', { status: 'failed' })
  const { status, body } = await account.post(`/charges/${id}/refunds`, 'amount=100000')
  expect([status, body.status]).toEqual([200, 'failed'])
  expect((await account.get(`/charges/${id}`)).body).toMatchObject({
    refunded_amount: 0,
    voided: false,
  })
})

it('ends a refund once, and none that is not there', async () => {
  const { account, end } = await openWithPendingRefund()
  await end('failed')
  expect(await end('closed')).toMatchObject({
    status: 409,
    body: { error: 'Expected a pending refund; this refund is failed.' },
  })
  expect((await account.control('/refunds/rfnd_x', { status: 'closed' })).status).toBe(404)
  expect((await end('lost')).status).toBe(400)
  expect((await account.control('/refunds', { status: 'lost' })).status).toBe(400)
})

it('closes refunds at once again after a reset', async () => {
  const { account } = await openWithPendingRefund()
  await account.control('/reset')
  const id = await account.paidCharge()
  expect((await account.post(`/charges/${id}/refunds`, 'amount=1')).body.status).toBe('closed')
})
