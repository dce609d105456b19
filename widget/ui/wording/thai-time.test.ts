import { expect, it } from 'vitest'
import { formatTime } from './thai-time.ts'

it('shows Thai time whatever the zone of the buyer', () => {
  expect(formatTime('2026-03-20T17:43:10Z', 'en')).toBe('21 Mar 2026, 00:43')
})

it('shows the Buddhist year in Thai', () => {
  expect(formatTime('2026-03-20T09:43:10Z', 'th')).toMatch(/^20 มี\.ค\. 2569 16:43$/)
})

it('shows the year first in Japanese', () => {
  expect(formatTime('2026-03-20T09:43:10Z', 'ja')).toBe('2026/03/20 16:43')
})

it('shows nothing for what is no time', () => {
  expect(formatTime('yesterday', 'en')).toBeUndefined()
})
