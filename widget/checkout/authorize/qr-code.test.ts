import { expect, it } from 'vitest'
import { readQrCode } from './qr-code.ts'

const server = 'https://shop.example/pay'

it.each([
  ['/api/orders/ord_1/qr', 'https://shop.example/api/orders/ord_1/qr'],
  ['qr/1.png?token=t', 'https://shop.example/pay/qr/1.png?token=t'],
  ['https://api.omise.co/charges/1/qr.svg', 'https://api.omise.co/charges/1/qr.svg'],
])('reads the address %j', (imageUri, whole) => {
  expect(readQrCode({ imageUri, saveUri: imageUri }, server)).toEqual({
    imageUri: whole,
    saveUri: whole,
  })
})

it.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:image/svg+xml,<svg onload="alert(1)"/>',
  'blob:https://shop.example/1',
  'truemoney://qr',
])('takes no code from %s', (uri) => {
  const refused = expect.objectContaining({ code: 'unexpected_answer' })
  expect(() => readQrCode({ imageUri: uri }, server)).toThrow(refused)
  expect(() => readQrCode({ imageUri: '/qr.svg', saveUri: uri }, server)).toThrow(refused)
})
