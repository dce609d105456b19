import { expect, it } from 'vitest'
import { formatDuration, formatTime } from './time.ts'

it.each([
  [0, 'en', undefined],
  [9_999, 'en', undefined],
  [10_000, 'en', '10 seconds'],
  [59_999, 'th', '50 วินาที'],
  [60_000, 'en', '1 minute'],
  [119_999, 'en', '1 minute'],
  [125_000, 'th', '2 นาที'],
  [125_000, 'ja', '2 分'],
  [3_599_999, 'en', '59 minutes'],
  [3_600_000, 'en', '1 hour'],
  [26 * 3_600_000, 'en', '26 hours'],
])('says %d ms in %s as %s', (ms, locale, words) => {
  expect(formatDuration(ms, locale)).toBe(words)
})

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
