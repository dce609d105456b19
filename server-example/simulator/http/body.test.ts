import { expect, it } from 'vitest'
import { parseForm, readParams } from './body.ts'
import { Refusal } from './refusal.ts'

it.each([
  ['amount=100000&currency=thb', { amount: '100000', currency: 'thb' }],
  ['source[type]=truemoney', { source: { type: 'truemoney' } }],
  ['source%5Btype%5D=truemoney', { source: { type: 'truemoney' } }],
  ['metadata[a][b]=1&metadata[a][c]=2', { metadata: { a: { b: '1', c: '2' } } }],
  ['webhook_endpoints[]=x&webhook_endpoints[]=y', { webhook_endpoints: ['x', 'y'] }],
  ['list[0]=x&list[1]=y', { list: { 0: 'x', 1: 'y' } }],
  ['name=%E0%B8%8A%E0%B8%B2+1', { name: 'ชา 1' }],
  ['a=1&a=2', { a: '2' }],
  ['a[b=1&a]b=2&[c]=3', {}],
  ['', {}],
])('reads the form %j', (form, params) => {
  expect(parseForm(form)).toEqual(params)
})

it('does not let a form reach the prototype of objects', () => {
  parseForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

it.each([
  ['application/json', '{"source":{"type":"truemoney"}}'],
  ['application/json; charset=utf-8', '{"source":{"type":"truemoney"}}'],
  ['application/x-www-form-urlencoded', 'source[type]=truemoney'],
  ['text/plain', 'source[type]=truemoney'],
])('reads a body of type %s', async (type, body) => {
  expect(await readParams(requestOf(type, body))).toEqual({ source: { type: 'truemoney' } })
})

it.each([
  ['application/json', '{"source":'],
  ['application/json', '["a list"]'],
  ['multipart/form-data; boundary=x', '--x--'],
])('refuses a body of type %s: %s', async (type, body) => {
  const refusal = await readParams(requestOf(type, body))
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ code: 'bad_request' })
})

function requestOf(type: string, body: string): Request {
  return new Request('http://localhost', {
    method: 'POST',
    headers: { 'Content-Type': type },
    body,
  })
}
