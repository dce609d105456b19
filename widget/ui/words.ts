import { en } from '../locales/en.ts'
import type { Locale } from '../locales/locale.ts'
import type { Texts } from '../locales/texts.ts'
import { th } from '../locales/th.ts'

/** A language and everything said in it. */
export type Words = { locale: Locale; texts: Texts }

const textsOf: Record<Locale, Texts> = { th, en }

export function wordsIn(locale: Locale): Words {
  return { locale, texts: textsOf[locale] }
}
