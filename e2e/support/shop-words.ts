/** The words by which buyers find their way, whatever drives their browser. */
import { catalogue } from '../../server-example/demo/catalogue.ts'
import { en } from '../../widget/locales/en.ts'
import { ja } from '../../widget/locales/ja.ts'
import type { Locale } from '../../widget/locales/locale.ts'
import type { Texts } from '../../widget/locales/texts.ts'
import { th } from '../../widget/locales/th.ts'

export const checkoutTexts: Record<Locale, Texts> = { th, en, ja }

export const shopTexts = {
  th: { checkOut: 'ไปชำระเงิน', otherLanguage: 'English' },
  en: { checkOut: 'Check out', otherLanguage: 'ไทย' },
} as const

export function productName(sku: string, language: 'th' | 'en'): string {
  const product = catalogue.find((candidate) => candidate.sku === sku)
  if (product === undefined) throw new Error(`Expected a product of the catalogue, got ${sku}.`)
  return product.name[language]
}
