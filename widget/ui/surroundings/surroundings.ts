import { type Locale, type LocaleTag, pickLocale } from '../../locales/locale.ts'
import { nearestTo } from './nearest-attribute.ts'
import { type Theme, themeNamed } from './theme.ts'

/** What the page asks for at a place in it, as it is now. */
export type Surroundings = { readonly locale: Locale; readonly theme: Theme }

/** At that element, itself included. A language that is given counts more than the page's, and that more than the browser's. */
export function surroundingsOf(element: Element, given?: LocaleTag): Surroundings {
  const tags = given === undefined ? [nearestTo(element, 'lang'), ...navigator.languages] : [given]
  return {
    locale: pickLocale(tags),
    theme: themeNamed(nearestTo(element, 'data-tmn-theme')),
  }
}
