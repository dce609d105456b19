import { expect, it } from 'vitest'
import { maskBody, maskHeaders, maskText } from './mask.ts'

const token = '0XgBsxE7-RfLSSHEzeTexKMvbycUIwuj8MvBVRKF38k'

it.each([
  ['a secret key', 'skey_test_5fxabc123', 'skey_test_••••'],
  ['a live key', 'skey_5fxabc123', 'skey_••••'],
  ['a phone number', 'call 0812345678', 'call ••••5678'],
  ['a phone number in groups', '+66 81-234-5678', '••••5678'],
  ['a phone number in a query', '/search?q=%2B66812345678', '/search?q=%2B••••5678'],
  ['an order’s token in a link', `?order=ord_1&token=${token}`, '?order=ord_1&token=••••'],
  ['a short token', '#tmn-order=ord_1&tmn-token=short', '#tmn-order=ord_1&tmn-token=••••'],
  ['an encoded link', 'return_uri=x%3Fa&token%3Dsecret', 'return_uri=x%3Fa&token%3D••••'],
  ['any long random word', `say ${token}.`, 'say ••••.'],
])('hides %s', (_what, text, masked) => {
  expect(maskText(text)).toBe(masked)
})

it.each([
  'chrg_test_69ryhtor4kp1grluk1s',
  'att_3c9a0872887c8b13ab2c03c8f7331b',
  'ord_qfw58czc80d7b',
  '2026-11-23T14:16:10Z',
  '/payments/pay2_test_69ryhtoshugr3jy5lh9/authorize?acs=false',
])('leaves %s as it is', (text) => {
  expect(maskText(text)).toBe(text)
})

it('says which key was used, and hides it', () => {
  const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  const shown = (authorization: string) => maskHeaders(new Headers({ authorization }))[0]?.[1]
  expect(shown(basic('pkey_test_5fxabc'))).toBe('Basic pkey_test_••••')
  expect(shown(basic('skey_5fxabc'))).toBe('Basic skey_••••')
  expect(shown(basic('somebody'))).toBe('Basic ••••')
  expect(shown(`Bearer ${token}`)).toBe('Bearer ••••')
})

it('shows headers that say something of a payment, and no other', () => {
  const headers = new Headers({
    'content-type': 'application/json',
    cookie: 'session=1',
    'omise-signature': 'ab12,cd34',
    'omise-signature-timestamp': '1795443372',
    location: `/return.html#tmn-token=${token}`,
  })
  expect(maskHeaders(headers)).toEqual([
    ['content-type', 'application/json'],
    ['omise-signature-timestamp', '1795443372'],
    ['omise-signature', '••••,••••'],
    ['location', '/return.html#tmn-token=••••'],
  ])
})

it('hides by name what no pattern would find, however deep', () => {
  const json = JSON.stringify({
    orderId: 'ord_1',
    token: 'x',
    amount: 5_000_000,
    source: { phone_number: '0812345678', number: 812345678 },
    list: [{ client_secret: 'y' }],
  })
  expect(JSON.parse(maskBody('application/json; charset=utf-8', json))).toEqual({
    orderId: 'ord_1',
    token: '••••',
    amount: 5_000_000,
    source: { phone_number: '••••5678', number: '••••5678' },
    list: [{ client_secret: '••••' }],
  })
})

it('hides a one-time password and shows a failure’s code', () => {
  const masked = (form: string) => JSON.parse(maskBody('application/x-www-form-urlencoded', form))
  expect(masked('decision=confirm&code=123456')).toEqual({ decision: 'confirm', code: '••••' })
  expect(JSON.parse(maskBody('application/problem+json', '{"code":"already_paid"}'))).toEqual({
    code: 'already_paid',
  })
})

it('hides in a body that is not what it says, and cuts what is long', () => {
  expect(maskBody('application/json', '{"phone": 0812345678')).toBe('{"phone": ••••5678')
  expect(maskBody('application/json', JSON.stringify('a b '.repeat(5_000)))).toHaveLength(6_001)
})
