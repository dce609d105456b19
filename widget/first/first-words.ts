import { enFirst } from '../locales/first/en.ts'
import { jaFirst } from '../locales/first/ja.ts'
import type { FirstTexts } from '../locales/first/texts.ts'
import { thFirst } from '../locales/first/th.ts'
import type { Locale } from '../locales/locale.ts'
import { override } from '../locales/overrides.ts'
import type { CheckoutOptions } from '../options/options.ts'

const textsOf: Record<Locale, FirstTexts> = { th: thFirst, en: enFirst, ja: jaFirst }

/** The first words in that language, with the merchant's own in place of ours. */
export function firstWords(locale: Locale, { texts }: CheckoutOptions): FirstTexts {
  return override(textsOf[locale], texts?.[locale])
}
