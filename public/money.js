import { language } from '/language.js'

/** Satang as baht, the way the page's language writes it: 100000 → ฿1,000.00. */
export function baht(satang) {
  const locale = language() === 'th' ? 'th-TH-u-nu-latn' : 'en'
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'THB',
    currencyDisplay: 'narrowSymbol',
  }).format(satang / 100)
}
