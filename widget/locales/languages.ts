import { en } from './en.ts'
import { ja } from './ja.ts'
import type { Locale } from './locale.ts'
import type { Texts } from './texts.ts'
import { th } from './th.ts'

const textsOf: Record<Locale, Texts> = { th, en, ja }

/** A language, and everything said in it. (In the script, languages come one by one: `script/languages.ts`.) */
export function speak(locale: Locale): { locale: Locale; texts: Texts } {
  return { locale, texts: textsOf[locale] }
}
