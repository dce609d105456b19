import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'
import { openApiDocument, operations } from './document.ts'

const document = openApiDocument('1.2.3')

const merchantToken = 'a-token-of-the-documents-tests-0123456789'
const headers = { authorization: `Bearer ${merchantToken}` }

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop({ merchantToken })
})
afterAll(() => shop.close())

it('names the version, and every operation once', () => {
  expect(document).toMatchObject({
    openapi: expect.stringMatching(/^3\.1\./),
    info: { version: '1.2.3' },
  })
  const ids = operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const described = Object.values(document.paths).flatMap((path) => Object.keys(path))
  expect(described).toHaveLength(operations.length)
})

it('refers to nothing that is not in it', () => {
  const names = Array.from(
    JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g),
    ([, ref]) => ref,
  )
  const there = Object.keys(document.components.schemas).map(
    (name) => `#/components/schemas/${name}`,
  )
  expect(new Set(names).size).toBeGreaterThan(10)
  expect([...new Set(names)].filter((name) => !there.includes(name ?? ''))).toEqual([])
})

it('lets a reader expect more than it describes', () => {
  expect(document.components.schemas.Payment).not.toHaveProperty('additionalProperties')
  expect(openApiDocument('1.2.3', true).components.schemas.Payment).toMatchObject({
    additionalProperties: false,
  })
})

it.each(operations.map(({ method, path }) => [method.toUpperCase(), path]))(
  'describes an address that the server has: %s %s',
  async (method, path) => {
    const address = `http://shop.test${path.replaceAll(/\{\w+\}/g, 'x')}`
    const response = await shop.app.fetch(new Request(address, { method: 'OPTIONS', headers }))
    expect(response.headers.get('allow')?.split(', ')).toContain(method)
  },
)
