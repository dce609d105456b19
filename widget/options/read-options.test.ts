import { describe, expect, it } from 'vitest'
import { CheckoutError } from '../core/errors.ts'
import { en } from '../locales/en.ts'
import { textProblems } from '../locales/text-problems.ts'
import type { CheckoutOptions } from './options.ts'
import { readOptions } from './read-options.ts'

const publicKey = 'pkey_test_5wxyz0123456789abcd'
const order = { orderId: 'ord_1', token: 'secret-token-of-the-order', amount: 100_000 }

/** Options as a page without types can write them. */
const untyped = (options: Record<string, unknown>): CheckoutOptions => ({ publicKey, ...options })

const refusal = (options: CheckoutOptions): CheckoutError => {
  try {
    readOptions(options, (texts) => textProblems(texts, en))
  } catch (thrown) {
    if (thrown instanceof CheckoutError) return thrown
    throw thrown
  }
  throw new Error('Expected the options to be refused.')
}

describe('readOptions', () => {
  it('fills in everything that is left out', () => {
    expect(readOptions({ publicKey })).toEqual({
      publicKey,
      order: undefined,
      amount: undefined,
      serverUrl: '',
      omiseUrl: 'https://api.omise.co',
      authorizeOrigins: ['https://pay.omise.co'],
      offers: [{ method: 'truemoney' }],
    })
  })

  it('takes live keys, paths, a simulator, a language and words of the page’s own', () => {
    const settings = readOptions({
      publicKey: 'pkey_5wxyz0123456789abcd',
      order: { ...order, currency: 'THB' },
      serverUrl: 'https://shop.example/pay/',
      omiseUrl: 'http://localhost:4010/',
      authorizeHosts: ['pay.omise.co', 'http://localhost:4010'],
      locale: 'ja-JP',
      texts: { ja: { close: 'やめる' } },
    })
    expect(settings).toMatchObject({
      serverUrl: 'https://shop.example/pay',
      omiseUrl: 'http://localhost:4010',
      authorizeOrigins: ['https://pay.omise.co', 'http://localhost:4010'],
    })
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no key', { publicKey: undefined }, /publicKey: expected .*, got nothing; copy/],
    ['an empty key', { publicKey: '' }, /publicKey: expected .*, got an empty text; copy/],
    ['another text as the key', { publicKey: 'hello' }, /publicKey: .* got another text of 5/],
    ['an order that is no object', { order: 'ord_1' }, /order: expected .*, got "ord_1"; pass/],
    ['null as the order', { order: null }, /order: expected .*, got null; pass/],
    ['no order id', { order: { ...order, orderId: '' } }, /order\.orderId: .* got ""; pass/],
    ['no token', { order: { ...order, token: undefined } }, /order\.token: .* got nothing; pass/],
    ['baht and not satang', { order: { ...order, amount: 99.5 } }, /order\.amount: .* got 99\.5; /],
    ['an amount as text', { order: { ...order, amount: '1000' } }, /order\.amount: .* got "1000"/],
    ['an amount of nothing', { order: { ...order, amount: 0 } }, /order\.amount: .* got 0; /],
    ['a number that is none', { order: { ...order, amount: Number.NaN } }, /got NaN; /],
    ['another currency', { order: { ...order, currency: 'JPY' } }, /order\.currency: .* "JPY"/],
    ['a server without a scheme', { serverUrl: 'shop.example' }, /serverUrl: .* "shop\.example"/],
    ['a script as the server', { serverUrl: 'javascript:alert(1)' }, /serverUrl: expected/],
    ['a server with a query', { serverUrl: 'https://a.example/?b' }, /serverUrl: expected/],
    ['a number as the API', { omiseUrl: 4010 }, /omiseUrl: .* got 4010; leave it out/],
    ['no host at all', { authorizeHosts: [] }, /authorizeHosts: .* got an empty list; /],
    ['hosts as a text', { authorizeHosts: 'a b' }, /authorizeHosts: .* got "a b"; /],
    ['a host with a path', { authorizeHosts: ['a.co/b'] }, /authorizeHosts: .* "a\.co\/b"; write/],
    ['plain http elsewhere', { authorizeHosts: ['http://a.co'] }, /authorizeHosts: .* "http:/],
    ['a host that is no text', { authorizeHosts: [7] }, /authorizeHosts: .* got 7; /],
    ['another language', { locale: 'de' }, /locale: expected th, en or ja, got "de"; /],
    ['a language that is no text', { locale: 7 }, /locale: expected th, en or ja, got 7; /],
    [
      'a text by another name',
      { texts: { en: { form: { titel: 'Pay' } } } },
      /texts\.en\.form\.titel: expected the name of a text, got another; did you mean texts\.en\.form\.title\?/,
    ],
    [
      'a text that lost its place',
      { texts: { th: { form: { pay: 'ชำระเลย' } } } },
      /texts\.th\.form\.pay: expected a text with \{amount\}/,
    ],
    ['a script as the order’s address', { orderUrl: 'javascript:alert(1)' }, /orderUrl: expected/],
    ['a listener that is none', { onResult: 'done' }, /onResult: expected a function, got "done"/],
    ['an object as listener', { onError: {} }, /onError: expected a function, got an object/],
  ])('refuses %s, and says what to do', (_name, options, sentence) => {
    const error = refusal(untyped(options))
    expect(error.code).toBe('invalid_options')
    expect(error.message).toMatch(sentence)
    expect(error.message.split('\n')).toHaveLength(2)
  })

  it('names every problem at once', () => {
    const { message } = refusal(
      untyped({
        publicKey: '',
        order: { amount: -1 },
        locale: 'jp',
        authorizeHosts: ['a/b', 'c/d'],
      }),
    )
    for (const name of ['publicKey', 'orderId', 'token', 'amount', 'locale', '"a/b"', '"c/d"']) {
      expect(message).toContain(name)
    }
  })

  it.each(['skey_test_5wxyz0123456789abcd', ' skey_5wxyz0123456789abcd'])(
    'stops at a secret key, says to roll it, and does not repeat it',
    (secret) => {
      const error = refusal({ publicKey: secret, locale: 'en' })
      expect(error.code).toBe('secret_key')
      expect(error.message).toMatch(/roll the secret key/)
      expect(error.message).not.toContain('5wxyz')
    },
  )

  it('repeats neither a key nor a token', () => {
    const { message } = refusal(
      untyped({ publicKey: `x${publicKey}`, order: { ...order, amount: 0 } }),
    )
    expect(message).not.toContain(publicKey)
    expect(message).not.toContain(order.token)
  })
})

describe('an amount instead of an order', () => {
  it('is taken, with an address or a function that charges', () => {
    for (const createCharge of [
      undefined,
      '/pay',
      'https://shop.example/pay',
      async () => ({ authorizeUri: '' }),
    ]) {
      expect(readOptions({ publicKey, amount: 5_000, createCharge })).toMatchObject({
        amount: 5_000,
      })
    }
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['baht', { amount: 49.5 }, /amount: expected a whole number of satang above 0, got 49\.5/],
    ['text', { amount: '5000' }, /amount: .* got "5000"/],
    ['another than the order’s', { order, amount: 5_000 }, /amount: .* leave it out where/],
    [
      'an address that is none',
      { amount: 5_000, createCharge: 'javascript:alert(1)' },
      /createCharge/,
    ],
    ['a charge that is no function', { amount: 5_000, createCharge: 7 }, /createCharge: .* got 7/],
    ['a source that is no function', { createSource: 'src_1' }, /createSource: .* got "src_1"/],
    ['a veto that is no function', { beforeSubmit: false }, /beforeSubmit: .* got false/],
    ['a listener that is none', { onEvent: [] }, /onEvent: expected a function, got an empty list/],
  ])('is refused as %s', (_name, options, message) => {
    expect(refusal(untyped(options)).message).toMatch(message)
  })
})

describe('keys of another mode than the server’s', () => {
  const live = 'pkey_5wxyz0123456789abcd'

  it.each([
    [publicKey, true, /expected a live key.*got a test one/],
    [live, false, /expected a test key.*got a live one/],
  ])('stop everything: %s, livemode %s', (key, livemode, message) => {
    const error = refusal({ publicKey: key, order: { ...order, livemode } })
    expect(error.code).toBe('mode_mismatch')
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain(key)
  })

  it.each([
    [publicKey, false],
    [publicKey, undefined],
    [live, true],
  ])('are no such: %s, livemode %s', (key, livemode) => {
    expect(readOptions({ publicKey: key, order: { ...order, livemode } }).publicKey).toBe(key)
  })
})
