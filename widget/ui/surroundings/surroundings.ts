import { type Locale, type LocaleTag, pickLocale } from '../../locales/locale.ts'
import { nearestTo } from './nearest-attribute.ts'

export type Theme = 'light' | 'dark' | 'auto'

/** Language and theme of the page at one place in it. */
export type Surroundings = { readonly locale: Locale; readonly theme: Theme }

/** Reads them at an element, the element's own attributes first. Without `given`, the page's language counts, then the browser's. */
export function surroundingsOf(element: Element, given?: LocaleTag): Surroundings {
  const tags = given === undefined ? [nearestTo(element, 'lang'), ...navigator.languages] : [given]
  return {
    locale: pickLocale(tags),
    theme: themeNamed(nearestTo(element, 'data-tmn-theme')),
  }
}

/** Returns the theme that an attribute names; any other value means the buyer's setting. */
export function themeNamed(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto'
}
