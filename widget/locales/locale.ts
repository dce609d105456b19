export const locales = ['th', 'en', 'ja'] as const

/** The languages of the checkout. */
export type Locale = (typeof locales)[number]

/** A language, with or without region and extensions: `th`, `th-TH`, `th-TH-u-ca-buddhist`. */
export type LocaleTag = Locale | `${Locale}-${string}`

/** Returns the first tag's language that the checkout has; English where it has none of them. */
export function pickLocale(tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    const locale = localeOf(tag)
    if (locale) return locale
  }
  return 'en'
}

/** Returns the language of a tag, without region and extensions; `undefined` where the checkout does not have it. */
export function localeOf(tag: string | null | undefined): Locale | undefined {
  const language = tag?.trim().split(/[-_]/, 1)[0]?.toLowerCase()
  return locales.find((locale) => locale === language)
}
