/** The languages that the checkout speaks. */
export type Locale = 'th' | 'en'

/**
 * The first language of the list that the checkout speaks, Thai when there is
 * none. Regions and extensions don't matter: `th-TH-u-ca-buddhist` is Thai.
 */
export function pickLocale(tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    const language = tag?.trim().split(/[-_]/, 1)[0]?.toLowerCase()
    if (language === 'th' || language === 'en') return language
  }
  return 'th'
}
