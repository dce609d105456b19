import { expect, it } from 'vitest'
import { createMethods } from '../methods.ts'
import { phoneDraft } from './phone.ts'

const methods = createMethods(() => 'computer')

it.each([
  ['+66 81 234 5678', { ok: true, fields: { method: 'truemoney', phoneNumber: '0812345678' } }],
  ['0812', { ok: false, problem: 'too_short' }],
  ['', { ok: false, problem: 'empty' }],
])('reads the draft %j', (phone, read) => {
  expect(methods.read(phoneDraft(phone))).toEqual(read)
})

it('takes the number that the page puts in its place', () => {
  const revised = methods.revise(phoneDraft('081'), { phoneNumber: '0899999999' })
  expect(revised).toEqual(phoneDraft('0899999999'))
})

it.each([
  ['phone_refused', 'refused'],
  ['amount_refused', undefined],
] as const)('takes %s for the problem %s of its field', (code, problem) => {
  expect(methods.problemOf(phoneDraft('0812345678'), code)).toBe(problem)
})

it('is empty with nothing typed, and with nothing else', () => {
  expect(methods.isEmpty(methods.empty('truemoney'))).toBe(true)
  expect(methods.isEmpty(phoneDraft('0'))).toBe(false)
})
