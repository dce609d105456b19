import { expect, it } from 'vitest'
import { optionsOf } from './script-attributes.ts'

const element = (attributes: Record<string, string>) => ({
  getAttribute: (name: string) => attributes[name] ?? null,
})

it('reads every attribute', () => {
  const options = optionsOf(
    element({
      'data-tmn-public-key': 'pkey_test_1',
      'data-tmn-order-id': 'ord_1',
      'data-tmn-order-token': 'tok',
      'data-tmn-amount': '100000',
      'data-tmn-charge-url': '/pay',
      'data-tmn-server-url': 'https://shop.example',
      'data-tmn-omise-url': 'http://localhost:4010',
      'data-tmn-authorize-hosts': ' pay.omise.co   http://localhost:4010 ',
      'data-tmn-locale': 'en',
    }),
  )
  expect(options).toEqual({
    publicKey: 'pkey_test_1',
    order: { orderId: 'ord_1', token: 'tok', amount: 100_000 },
    createCharge: '/pay',
    serverUrl: 'https://shop.example',
    omiseUrl: 'http://localhost:4010',
    authorizeHosts: ['pay.omise.co', 'http://localhost:4010'],
    locale: 'en',
  })
})

it('leaves out what is not there or empty, and with it the order on a return page', () => {
  const options = optionsOf(
    element({ 'data-tmn-public-key': 'pkey_test_1', 'data-tmn-server-url': ' ' }),
  )
  expect(options).toEqual({ publicKey: 'pkey_test_1' })
})

it.each([
  ['data-tmn-order-id', 'ord_1'],
  ['data-tmn-order-token', 'tok'],
])('does not take an order with only %s for a return page', (name, value) => {
  expect(optionsOf(element({ [name]: value })).order).toBeDefined()
})

it('takes an amount alone for what the page charges by itself', () => {
  const options = optionsOf(element({ 'data-tmn-amount': ' 100000 ' }))
  expect(options).toMatchObject({ amount: 100_000 })
  expect(options.order).toBeUndefined()
})

it.each(['1,000', '1e5', '-1', 'x'])('makes no amount out of %j without an order', (text) => {
  expect(optionsOf(element({ 'data-tmn-amount': text })).amount).toBeNaN()
})

it.each(['', '1,000', '฿1000', '10e', '1e5', '0x10', '-1', '1.5', 'x'])(
  'makes no amount out of %j',
  (text) => {
    const { order } = optionsOf(element({ 'data-tmn-order-id': 'o', 'data-tmn-amount': text }))
    expect(order).toMatchObject({ amount: Number.NaN })
  },
)
