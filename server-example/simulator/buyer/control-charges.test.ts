import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

const paymentMethods = ['truemoney', 'truemoney_jumpapp', 'truemoney_qr']

async function open(type: string) {
  const account = openTestAccount({ paymentMethods })
  const { body } = await account.post(
    '/charges',
    `amount=100000&currency=thb&return_uri=https://shop.test/done&source[type]=${type}&source[phone_number]=0812345678`,
  )
  const id = String(body.id)
  return {
    account,
    id,
    decide: (decision: object) => account.control(`/charges/${id}`, decision),
    read: async () => (await account.get(`/charges/${id}`)).body,
  }
}

it.each(paymentMethods)('pays, fails and expires a charge of %s', async (type) => {
  const paid = await open(type)
  expect((await paid.decide({ decision: 'successful', funding: 'pay_next' })).body).toMatchObject({
    method: type,
    status: 'successful',
  })
  expect(await paid.read()).toMatchObject({ paid: true, partially_refundable: false })

  const failed = await open(type)
  await failed.decide({ decision: 'failed', failureCode: 'payment_cancelled' })
  expect(await failed.read()).toMatchObject({
    status: 'failed',
    failure_code: 'payment_cancelled',
    failure_message: 'payment cancelled',
  })

  const expired = await open(type)
  await expired.decide({ decision: 'expired' })
  expect(await expired.read()).toMatchObject({ status: 'expired', paid: false })
})

it('refuses to decide a charge twice, what it does not know, and a charge that is not there', async () => {
  const { account, decide, read } = await open('truemoney_jumpapp')
  await decide({ decision: 'successful' })
  expect(await decide({ decision: 'failed' })).toMatchObject({
    status: 409,
    body: { error: 'Expected a pending charge, got one that is successful.' },
  })
  expect((await decide({ decision: 'stolen' })).status).toBe(400)
  expect((await account.control('/charges/chrg_x', { decision: 'expired' })).status).toBe(404)
  expect(await read()).toMatchObject({ status: 'successful' })
})
