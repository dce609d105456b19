import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

it.each(['2017-11-02', '2019-05-29'])(
  'lists what moved, and its sum is the balance, in version %s',
  async (version) => {
    const account = openTestAccount()
    const ask = (path: string) => account.call('GET', path, { version })
    await account.charge()
    const id = await account.paidCharge()
    const { body: refund } = await account.post(`/charges/${id}/refunds`, 'amount=30000')
    const { body: charge } = await ask(`/charges/${id}`)
    const direction = version === '2017-11-02' ? 'type' : 'direction'
    const origin = version === '2017-11-02' ? 'source' : 'origin'

    const { body } = await ask('/transactions')
    expect(body).toMatchObject({
      object: 'list',
      location: '/transactions',
      total: 2,
      data: [
        {
          object: 'transaction',
          id: charge.transaction,
          [direction]: 'credit',
          amount: 96_094,
          [origin]: id,
        },
        { id: refund.transaction, [direction]: 'debit', amount: 30_000, [origin]: refund.id },
      ],
    })
    expect((await ask('/balance')).body.total).toBe(96_094 - 30_000)
    expect((await ask('/transactions?limit=1&order=reverse_chronological')).body).toMatchObject({
      limit: 1,
      data: [{ id: refund.transaction }],
    })
    expect((await ask(`/transactions/${charge.transaction}`)).body).toMatchObject({
      id: charge.transaction,
      location: `/transactions/${charge.transaction}`,
    })
  },
)

it('writes balance and transaction of 2017-11-02 in their recorded order', async () => {
  const account = openTestAccount()
  await account.paidCharge()
  const ask = async (path: string) =>
    (await account.call('GET', path, { version: '2017-11-02' })).body
  expect(await ask('/balance')).toMatchObject({ reserve_amount: 0 })
  expect(Object.keys(await ask('/balance')).join(' ')).toBe(
    'object livemode location available total currency reserve_amount',
  )
  const { data } = await ask('/transactions')
  expect(JSON.stringify(data)).toMatch(
    /"type":"credit","amount":\d+,"currency":"thb","transferable":"[^"]+","source":"chrg_/,
  )
})

it('does not know a transaction that nobody made', async () => {
  const { status, body } = await openTestAccount().get('/transactions/trxn_test_nothing')
  expect(status).toBe(404)
  expect(body.code).toBe('not_found')
})
