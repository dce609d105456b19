import { enFirst } from '../locales/first/en.ts'
import { jaFirst } from '../locales/first/ja.ts'
import type { FirstTexts } from '../locales/first/texts.ts'
import { thFirst } from '../locales/first/th.ts'
import { type Locale, pickLocale } from '../locales/locale.ts'
import { override } from '../locales/overrides.ts'
import type { CheckoutOptions } from '../options.ts'
import { nearest } from '../ui/nearest-attribute.ts'
import { type Theme, themeNamed } from '../ui/theme.ts'

const textsOf: Record<Locale, FirstTexts> = { th: thFirst, en: enFirst, ja: jaFirst }

/** The language that the checkout is going to speak there, and the first words in it. */
export function firstWords(
  inside: Element,
  { locale: given, texts }: CheckoutOptions,
): { locale: Locale; texts: FirstTexts } {
  const tags = given === undefined ? [nearest(inside, 'lang'), ...navigator.languages] : [given]
  const locale = pickLocale(tags)
  return { locale, texts: override(textsOf[locale], texts?.[locale]) }
}

/** The theme that the page asks for there. */
export function themeAround(inside: Element): Theme {
  return themeNamed(nearest(inside, 'data-tmn-theme'))
}
