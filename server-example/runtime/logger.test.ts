import { describe, expect, it } from 'vitest'
import { withoutSecrets } from './logger.ts'

describe('withoutSecrets', () => {
  it.each([
    ['phone_number 0812345678 is invalid', 'phone_number … is invalid'],
    ['got 081-234-5678.', 'got ….'],
    ['got +66 81 234 5678', 'got …'],
    ['key skey_test_5fx2 was revoked', 'key … was revoked'],
    ['sent Authorization: Basic c2tleV90ZXN0Og==', 'sent Authorization: …'],
    ['sent bearer abc-def', 'sent …'],
  ])('takes the secret out of %j', (text, clean) => {
    expect(withoutSecrets(text)).toBe(clean)
  })

  it.each([
    'connect ECONNREFUSED 127.0.0.1:4010',
    'charge chrg_test_5fxf2ntltpp1th6yawp was not found',
    'Expected at most the 40000 satang that are left, got 100000.',
    'Expected order ord_0123456789abcdef0123456789abcd to stay in the store.',
  ])('leaves %j alone', (text) => {
    expect(withoutSecrets(text)).toBe(text)
  })
})
