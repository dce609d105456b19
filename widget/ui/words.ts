import { en } from '../locales/en.ts'
import { ja } from '../locales/ja.ts'
import { type Locale, type LocaleTag, pickLocale } from '../locales/locale.ts'
import { override, type TextOverrides } from '../locales/overrides.ts'
import type { Texts } from '../locales/texts.ts'
import { th } from '../locales/th.ts'

/** A language and everything said in it. */
export type Words = { locale: Locale; texts: Texts }

const textsOf: Record<Locale, Texts> = { th, en, ja }

/** The words of a language, with the merchant's own in place of ours. */
export function wordsIn(tag: LocaleTag, overrides?: TextOverrides): Words {
  const locale = pickLocale([tag])
  const texts = textsOf[locale]
  const theirs = overrides?.[locale]
  return { locale, texts: theirs ? override(texts, theirs) : texts }
}
