import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatBaht } from './money.ts'

it.each([
  [1, '฿0.01'],
  [2000, '฿20.00'],
  [100_000, '฿1,000.00'],
  [123_456_789, '฿1,234,567.89'],
  [500_000_000_000, '฿5,000,000,000.00'],
])('shows %i satang as %s', (satang, shown) => {
  expect(formatBaht(satang)).toBe(shown)
})

it.each(['th', 'en', 'ja'])('shows every amount as Intl does in %s', (locale) => {
  const { format } = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'THB',
    currencyDisplay: 'narrowSymbol',
    numberingSystem: 'latn',
  })
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000_000 }), (satang) => {
      expect(formatBaht(satang)).toBe(format(satang / 100))
    }),
  )
})
