import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  charge,
  chargeRequest,
  order,
  orderRequest,
  payment,
  problem,
  serverConfig,
} from './contract.ts'

const runs = { seed: 19, numRuns: 1_000 }
const schemas = { orderRequest, chargeRequest, order, charge, payment, problem, serverConfig }

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', '')
const item = fc.record({
  sku: fc.string({ minLength: 1, maxLength: 255 }),
  quantity: fc.integer({ min: 1, max: 99 }),
})
const items = fc.array(item, { minLength: 1, maxLength: 5 })
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
  it('accept every order that the contract describes', () => {
    fc.assert(
      fc.property(items, (wanted) => orderRequest.safeParse({ items: wanted }).success),
      runs,
    )
  })

  it('refuse a field that the contract does not know, in any place', () => {
    fc.assert(
      fc.property(items, anyKey, fc.jsonValue(), fc.boolean(), (wanted, key, value, isDeep) => {
        fc.pre(!['items', 'sku', 'quantity'].includes(key))
        const more = `${JSON.stringify(key)}:${JSON.stringify(value)}`
        const all = JSON.stringify({ items: wanted })
        const text = isDeep
          ? all.replace('"sku"', () => `${more},"sku"`)
          : `{${more},${all.slice(1)}`
        return !orderRequest.safeParse(JSON.parse(text)).success
      }),
      runs,
    )
  })

  it.each([
    0,
    -1,
    0.5,
    100,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER + 2,
    '1',
    null,
    [1],
    { valueOf: 1 },
  ])('refuse %s pieces', (quantity) => {
    expect(orderRequest.safeParse({ items: [{ sku: 'tea', quantity }] }).success).toBe(false)
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
