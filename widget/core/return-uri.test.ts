import { expect, it } from 'vitest'
import { readReturn, returnFragment } from './return-uri.ts'

const order = { orderId: 'ord_1', token: 'tok-en_1' }
const address = (fragment: string) => `https://shop.example/return${fragment}`

it('names the order in a fragment', () => {
  expect(returnFragment(order)).toBe('#tmn-order=ord_1&tmn-token=tok-en_1')
})

it.each([
  ['plain values', order],
  ['values with every kind of sign', { orderId: 'ö 1&2=3#?', token: 'a+b%2F=ก' }],
])('reads back %s', (_name, key) => {
  expect(readReturn(address(returnFragment(key)))).toEqual(key)
  expect(readReturn(new URL(address(returnFragment(key))))).toEqual(key)
})

it.each([
  ['a slash that was appended', '#tmn-order=ord_1&tmn-token=tok-en_1/'],
  ['several slashes', '#tmn-order=ord_1/&tmn-token=tok-en_1//'],
  ['an encoded slash', '#tmn-order=ord_1&tmn-token=tok-en_1%2F'],
  ['the other order', '#tmn-token=tok-en_1&tmn-order=ord_1'],
  ['more beside it', '#step=3&tmn-order=ord_1&tmn-token=tok-en_1&utm=x'],
])('reads through %s', (_name, fragment) => {
  expect(readReturn(address(fragment))).toEqual(order)
})

it.each([
  ['no fragment', ''],
  ['an empty fragment', '#'],
  ['another fragment', '#section-2'],
  ['an order without a token', '#tmn-order=ord_1'],
  ['a token without an order', '#tmn-token=tok-en_1'],
  ['an empty token', '#tmn-order=ord_1&tmn-token='],
  ['nothing but a slash', '#tmn-order=ord_1&tmn-token=/'],
  ['a query, which other sites would see', '?tmn-order=ord_1&tmn-token=tok-en_1'],
])('reads nothing from %s', (_name, rest) => {
  expect(readReturn(address(rest))).toBeUndefined()
})

it('reads nothing from no address', () => {
  expect(readReturn('')).toBeUndefined()
})
