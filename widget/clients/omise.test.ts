import { describe, expect, it } from 'vitest'
import type { CheckoutErrorCode } from '../core/errors.ts'
import { type Answer, calm, json, listen } from './loopback.test-support.ts'
import { createOmiseClient } from './omise.ts'

const publicKey = 'pkey_test_5wxyz0123456789abcd'
const request = {
  amountSatang: 100_000,
  fields: { method: 'truemoney', phoneNumber: '0812345678' },
} as const

const ask = async (answer: Answer, signal = calm) => {
  const { url, received } = await listen(answer)
  const client = createOmiseClient({ omiseUrl: url, publicKey })
  return { received, source: client.createSource(request, signal) }
}

const error = (code: string, message: string) => ({
  object: 'error',
  location: `https://www.omise.co/api-errors#${code.replaceAll('_', '-')}`,
  code,
  message,
})

it('makes a truemoney source with the public key and answers its id', async () => {
  const { received, source } = await ask(
    json(200, {
      object: 'source',
      id: 'src_test_5fxf2nn7bvpkrutcyiu',
      livemode: false,
      location: '/sources/src_test_5fxf2nn7bvpkrutcyiu',
      type: 'truemoney',
      flow: 'redirect',
      amount: 100_000,
      currency: 'thb',
      phone_number: '0812345678',
    }),
  )
  expect(await source).toBe('src_test_5fxf2nn7bvpkrutcyiu')
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({
    method: 'POST',
    path: '/sources',
    body: { type: 'truemoney', amount: 100_000, currency: 'THB', phone_number: '0812345678' },
  })
  expect(received[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from(`${publicKey}:`).toString('base64')}`,
    'content-type': 'application/json',
  })
})

it.each([
  [
    { method: 'truemoney_jumpapp', platformType: 'IOS' },
    { type: 'truemoney_jumpapp', platform_type: 'IOS' },
  ],
  [{ method: 'truemoney_jumpapp' }, { type: 'truemoney_jumpapp' }],
] as const)('makes a source of %j', async (fields, body) => {
  const { url, received } = await listen(json(200, { object: 'source', id: 'src_test_1' }))
  const client = createOmiseClient({ omiseUrl: url, publicKey })
  await client.createSource({ amountSatang: 100_000, fields }, calm)
  expect(received[0]?.body).toEqual({ amount: 100_000, currency: 'THB', ...body })
})

describe('a refusal', () => {
  it.each<[CheckoutErrorCode, number, string, string]>([
    ['phone_refused', 400, 'bad_request', 'phone_number must contain 10-11 digit characters'],
    ['amount_refused', 400, 'bad_request', 'amount must be at least 2000'],
    ['amount_refused', 400, 'bad_request', 'amount must be less than 5000000'],
    ['source_refused', 400, 'bad_request', 'type is currently not supported'],
    ['source_refused', 400, 'bad_request', 'currency must be THB'],
    ['key_refused', 401, 'authentication_failure', 'authentication failed'],
    ['rate_limited', 429, 'too_many_requests', 'too many requests'],
    ['provider_unavailable', 500, 'internal_error', 'internal error'],
    ['source_refused', 400, 'a_new_code', 'something new'],
  ])('is %s for HTTP %i %s: %s', async (code, status, omiseCode, message) => {
    const { source } = await ask(json(status, error(omiseCode, message)))
    await expect(source).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`HTTP ${status} (${omiseCode}: ${message})`),
    })
  })

  it('keeps key and phone number out of its message', async () => {
    const { source } = await ask(json(400, error('bad_request', 'phone 0812345678 is bad')))
    const thrown: unknown = await source.catch((reason: unknown) => reason)
    expect(String(thrown)).toContain('phone … is bad')
    expect(String(thrown)).not.toMatch(/0812345678|5wxyz/)
  })
})

it.each<[CheckoutErrorCode, string, Answer]>([
  ['unexpected_answer', 'a charge', json(200, { object: 'charge', id: 'chrg_test_1' })],
  ['unexpected_answer', 'a strange id', json(200, { object: 'source', id: 'tokn_test_1' })],
  ['unexpected_answer', 'no JSON', { status: 200, type: 'text/html', body: '<p>hello' }],
  ['unexpected_answer', 'nothing', { status: 200, body: '' }],
  ['provider_unavailable', "a gateway's page", { status: 502, type: 'text/html', body: '<h1>' }],
])('answers %s to %s', async (code, _name, answer) => {
  const { source } = await ask(answer)
  await expect(source).rejects.toMatchObject({ code })
})

it('says that Omise cannot be reached, and has tried once', async () => {
  const { received, source } = await ask('reset')
  await expect(source).rejects.toMatchObject({ code: 'provider_unreachable', retryable: true })
  expect(received).toHaveLength(1)
})

it.each([500, 503, 429, 408])('does not try again by itself after HTTP %i', async (status) => {
  const { received, source } = await ask(json(status, error('internal_error', 'internal error')))
  await expect(source).rejects.toThrow()
  expect(received).toHaveLength(1)
})

it('gives up when it is told to', async () => {
  const controller = new AbortController()
  const { source } = await ask('silence', controller.signal)
  controller.abort()
  await expect(source).rejects.toThrow()
})
