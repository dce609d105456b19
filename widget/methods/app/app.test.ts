import { expect, it } from 'vitest'
import { createMethods } from '../methods.ts'
import { appDraft, isTooLateForApp } from './app.ts'

it.each([
  ['ios', { method: 'truemoney_jumpapp', platformType: 'IOS' }],
  ['android', { method: 'truemoney_jumpapp', platformType: 'ANDROID' }],
  ['computer', { method: 'truemoney_jumpapp' }],
] as const)('makes a source for %s of %j', (platform, fields) => {
  expect(createMethods(() => platform).read(appDraft)).toEqual({ ok: true, fields })
})

it.each([
  [0, false],
  [3 * 60_000, false],
  [3.5 * 60_000 - 1, false],
  [3.5 * 60_000, true],
])('is too late after %i ms: %s', (waitedMs, isLate) => {
  expect(isTooLateForApp(waitedMs)).toBe(isLate)
})

it('has no number that the page could change', () => {
  const methods = createMethods(() => 'ios')
  expect(methods.revise(appDraft, { phoneNumber: '0812345678' })).toEqual(appDraft)
  expect(methods.problemOf(appDraft, 'phone_refused')).toBeUndefined()
})
