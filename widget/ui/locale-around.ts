import { type Locale, pickLocale } from '../locales/locale.ts'

/** The language of the page at an element, the element itself included, as it is now; else the browser's. */
export function localeAround(element: Element): Locale {
  const marked = element.closest('[lang]')
  return pickLocale([marked?.getAttribute('lang'), ...navigator.languages])
}
