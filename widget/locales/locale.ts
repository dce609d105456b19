export const locales = ['th', 'en', 'ja'] as const

/** The languages that the checkout speaks. */
export type Locale = (typeof locales)[number]

/** A language, or a tag of it with whatever a page adds: `th-TH`, `th-TH-u-ca-buddhist`. */
export type LocaleTag = Locale | `${Locale}-${string}`

/** The first language of the list that the checkout speaks, English when there is none. */
export function pickLocale(tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    const locale = localeOf(tag)
    if (locale) return locale
  }
  return 'en'
}

/** The language of a tag, where the checkout speaks it. Regions and extensions don't matter. */
export function localeOf(tag: string | null | undefined): Locale | undefined {
  const language = tag?.trim().split(/[-_]/, 1)[0]?.toLowerCase()
  return locales.find((locale) => locale === language)
}
