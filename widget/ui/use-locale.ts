import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { type Locale, pickLocale } from '../locales/locale.ts'

/**
 * The language to speak: the given one, or what the page around `root` says,
 * followed when it changes, or the browser's.
 */
export function useLocale(given: Locale | undefined, root: RefObject<HTMLElement | null>): Locale {
  const [found, setFound] = useState<Locale>('th')

  useLayoutEffect(() => {
    const element = root.current
    if (given !== undefined || !element) return
    const find = () => setFound(pickLocale([nearestLang(element), ...navigator.languages]))
    find()
    const observer = new MutationObserver(find)
    const page = element.ownerDocument.documentElement
    observer.observe(page, { attributes: true, attributeFilter: ['lang'], subtree: true })
    return () => observer.disconnect()
  }, [given])

  return given ?? found
}

/** The root has a `lang` of its own, so the search begins outside; a shadow root is left by its host. */
function nearestLang(element: Element): string | null {
  const marked = element.parentElement?.closest('[lang]')
  if (marked) return marked.getAttribute('lang')
  const node = element.getRootNode()
  if (!(node instanceof ShadowRoot)) return null
  return node.host.getAttribute('lang') ?? nearestLang(node.host)
}
