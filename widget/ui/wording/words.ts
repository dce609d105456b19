import type { Speak } from '../../locales/languages.ts'
import { type Locale, type LocaleTag, pickLocale } from '../../locales/locale.ts'
import { override, type TextOverrides } from '../../locales/overrides.ts'
import type { Texts } from '../../locales/texts.ts'

/** A language and all texts in it. */
export type Words = { locale: Locale; texts: Texts }

/** Returns the texts of a language, with the merchant's own in place of ours. */
export function wordsIn(speak: Speak, tag: LocaleTag, overrides?: TextOverrides): Words {
  const { locale, texts } = speak(pickLocale([tag]))
  const theirs = overrides?.[locale]
  return { locale, texts: theirs ? override(texts, theirs) : texts }
}
