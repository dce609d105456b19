import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { type Locale, type LocaleTag, pickLocale } from '../../locales/locale.ts'
import { watchNearest } from '../surroundings/nearest-attribute.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'

/**
 * Returns the language: the given one, or the page's around `root`, followed when
 * it changes, or the browser's. `around` is the page's before there is a root:
 * `undefined` on a server.
 */
export function useLocale(
  given: LocaleTag | undefined,
  root: RefObject<HTMLElement | null>,
  around: Surroundings | undefined,
): Locale {
  const [found, setFound] = useState<Locale>(around?.locale ?? 'en')

  useLayoutEffect(() => {
    const element = root.current
    if (given !== undefined || !element) return
    return watchNearest(element, 'lang', (lang) =>
      setFound(pickLocale([lang, ...navigator.languages])),
    )
  }, [given])

  return given === undefined ? found : pickLocale([given])
}
