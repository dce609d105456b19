import { expect, it } from 'vitest'
import { returnFragment } from '../core/return-uri.ts'
import { orderAddress } from './order-address.ts'

const order = { orderId: 'ord_1', token: 'tok-en_2', amount: 2000 }
const page = 'https://shop.example/pay'

it.each([
  [
    'the page where its fragment names order and token',
    { order },
    `${page}#order=ord_1&t=tok-en_2`,
  ],
  ['the page where its path does', { order }, `${page}/ord_1/tok-en_2?x`],
  ['the return page', {}, `${page}${returnFragment(order)}`],
])('is %s', (_name, options, address) => {
  expect(orderAddress(options, address)).toBe(address)
})

it.each([
  ['the order is in the page’s session', { order }, page],
  ['the token is in the page’s session', { order }, `${page}?order=ord_1`],
  [
    'the address names another order',
    { order },
    `${page}${returnFragment({ orderId: 'ord_2', token: 't' })}`,
  ],
  ['there is no order', {}, page],
])('is unknown where %s', (_name, options, address) => {
  expect(orderAddress(options, address)).toBeUndefined()
})

it('is the merchant’s, whole, where they say it', () => {
  expect(orderAddress({ order, orderUrl: '/o/7?k=s' }, `${page}#x`)).toBe(
    'https://shop.example/o/7?k=s',
  )
  expect(orderAddress({ orderUrl: 'https://pay.example/7' }, page)).toBe('https://pay.example/7')
})
