import { expect, it } from 'vitest'
import { formatBaht } from './money.ts'

it.each([
  [1, '฿0.01'],
  [2000, '฿20.00'],
  [100_000, '฿1,000.00'],
  [123_456_789, '฿1,234,567.89'],
  [500_000_000_000, '฿5,000,000,000.00'],
])('shows %i satang as %s, in Thai, English and Japanese', (satang, shown) => {
  expect(formatBaht(satang, 'th')).toBe(shown)
  expect(formatBaht(satang, 'en')).toBe(shown)
  expect(formatBaht(satang, 'ja')).toBe(shown)
})

it('keeps western digits where the language tag asks for Thai ones', () => {
  expect(formatBaht(100_000, 'th-TH-u-nu-thai')).toBe('฿1,000.00')
})
