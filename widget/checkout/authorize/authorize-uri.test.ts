import { expect, it } from 'vitest'
import { authorizeOrigin } from './authorize-origin.ts'
import { checkAuthorizeUri } from './authorize-uri.ts'

it.each([
  ['pay.omise.co', 'https://pay.omise.co'],
  ['PAY.omise.co', 'https://pay.omise.co'],
  ['pay.omise.co:8443', 'https://pay.omise.co:8443'],
  ['http://localhost:4010', 'http://localhost:4010'],
  ['https://localhost:4010', 'https://localhost:4010'],
  ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
  ['http://omise.localhost', 'http://omise.localhost'],
  ['http://pay.omise.co', undefined],
  ['https://pay.omise.co', undefined],
  ['http://localhost.evil.example', undefined],
  ['http://127.0.0.1.evil.example', undefined],
  ['http://localhost@evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['pay.omise.co/path', undefined],
  ['*.omise.co', undefined],
  ['truemoney://', 'truemoney://'],
  ['TrueMoney://', 'truemoney://'],
  ['javascript://', undefined],
  ['JavaScript://', undefined],
  ['data://', undefined],
  ['blob://', undefined],
  ['https://', undefined],
  ['intent://', undefined],
  ['truemoney:', undefined],
  ['truemoney://pay', undefined],
  ['.', undefined],
  ['', undefined],
])('reads the entry %j as %s', (entry, origin) => {
  expect(authorizeOrigin(entry)).toBe(origin)
})

const allowed = ['https://pay.omise.co', 'http://localhost:4010', 'truemoney://']

it.each([
  'https://pay.omise.co/payments/pay2_test_1/authorize',
  'https://pay.omise.co:443/payments/pay2_test_1/authorize?acs=false',
  'http://localhost:4010/payments/pay2_test_1/authorize',
  'truemoney://pay?ref=1',
  'TRUEMONEY://pay',
])('lets the buyer go to %s', (uri) => {
  expect(() => checkAuthorizeUri(allowed, uri)).not.toThrow()
})

it.each([
  'http://pay.omise.co/payments/1',
  'https://pay.omise.co.evil.example/',
  'https://evil.example/?https://pay.omise.co',
  'https://evil-pay.omise.co/',
  'https://pay.omise.co:8443/',
  'https://someone@pay.omise.co/',
  'https://pay.omise.co@evil.example/',
  'https://evil.example\\@pay.omise.co/',
  'http://localhost:4011/',
  'blob:https://pay.omise.co/0b1c',
  'filesystem:https://pay.omise.co/temporary/a',
  'truemoneyx://pay',
  'intent://pay#Intent;scheme=truemoney;end',
  'truemoney://someone@pay',
  'javascript:alert(1)',
  'javascript://pay.omise.co/%0aalert(1)',
  'data:text/html,hello',
  '//pay.omise.co/payments/1',
  '/payments/1',
  '',
])('does not let the buyer go to %s', (uri) => {
  expect(() => checkAuthorizeUri(allowed, uri)).toThrow(
    expect.objectContaining({ code: 'authorize_uri_refused', retryable: false }),
  )
})

it('keeps path and query of a refused address out of the message', () => {
  expect(() => checkAuthorizeUri(allowed, 'https://evil.example/pay?otp=123456')).toThrow(
    /got https:\/\/evil\.example\. /,
  )
})
