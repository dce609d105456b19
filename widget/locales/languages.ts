import { en } from './en.ts'
import { ja } from './ja.ts'
import type { Locale } from './locale.ts'
import type { Texts } from './texts.ts'
import { th } from './th.ts'

const textsOf: Record<Locale, Texts> = { th, en, ja }

/** Returns the texts of that language, or of another one while that is loaded. */
export type Speak = (locale: Locale) => { locale: Locale; texts: Texts }

export const speak: Speak = (locale) => ({ locale, texts: textsOf[locale] })
