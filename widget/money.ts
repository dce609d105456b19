/**
 * Satang as baht in the reader's language: `100000` → `฿1,000.00`.
 *
 * Western digits whatever the page's
 * language tag asks for: an amount must read the same as in TrueMoney's app.
 */
export function formatBaht(amountSatang: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'THB',
    currencyDisplay: 'narrowSymbol',
    numberingSystem: 'latn',
  }).format(amountSatang / 100)
}
