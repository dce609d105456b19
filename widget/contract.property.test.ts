import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charge, chargeRequest, order, payment, problem, serverConfig } from './contract.ts'

const runs = { seed: 19, numRuns: 1_000 }
const schemas = { chargeRequest, order, charge, payment, problem, serverConfig }

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', '')
const anyKey = fc.oneof(hostileKey, fc.string({ maxLength: 20 }))

describe.each(Object.entries(schemas))('the schema %s, whatever it is given', (_name, schema) => {
  it('says yes or no without throwing, and a yes stays one over the wire', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (value) => {
        const parsed = schema.safeParse(value)
        if (!parsed.success) return true
        return schema.safeParse(JSON.parse(JSON.stringify(parsed.data))).success
      }),
      runs,
    )
  })
})

describe('the ways to pay', () => {
  const config = {
    publicKey: 'pkey_test_1',
    omiseUrl: 'https://api.omise.co',
    currency: 'THB',
    limits: { minAmount: 2_000, maxAmount: 5_000_000 },
    authorizeHosts: ['pay.omise.co'],
  }

  it('may be missing: an older server takes a phone number alone', () => {
    expect(serverConfig.parse(config).methods).toBeUndefined()
  })

  it('keep the shop’s order, and leave out what a newer server has and this version does not', () => {
    const limits = { minAmount: 10_000, maxAmount: 5_000_000 }
    const methods = [
      { method: 'truemoney_qr', limits },
      { method: 'truemoney_voice', pitch: 440 },
      { method: 'truemoney' },
    ]
    expect(serverConfig.parse({ ...config, methods }).methods).toEqual([
      { method: 'truemoney_qr', limits },
      { method: 'truemoney' },
    ])
  })
})

describe('requests', () => {
  it('refuse a field that the contract does not know', () => {
    fc.assert(
      fc.property(anyKey, fc.jsonValue(), (key, value) => {
        fc.pre(!['source', 'amount'].includes(key))
        const text = `{${JSON.stringify(key)}:${JSON.stringify(value)},"source":"src_1"}`
        return !chargeRequest.safeParse(JSON.parse(text)).success
      }),
      runs,
    )
  })

  it('take a method alone where the server makes the source', () => {
    for (const method of ['truemoney_jumpapp', 'truemoney_qr'])
      expect(chargeRequest.safeParse({ method, amount: 2_000 }).success).toBe(true)
    expect(chargeRequest.safeParse({ method: 'truemoney' }).success).toBe(false)
    expect(chargeRequest.safeParse({ method: 'truemoney_qr', source: 'src_1' }).success).toBe(false)
  })

  it('never take a source and a phone number at once', () => {
    const value = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(value, value, (source, phoneNumber) => {
        return !chargeRequest.safeParse({ source, phoneNumber }).success
      }),
      runs,
    )
  })
})
