import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { watchNearest } from '../surroundings/nearest-attribute.ts'
import { type Surroundings, type Theme, themeNamed } from '../surroundings/surroundings.ts'

/** Returns the theme of the nearest `data-tmn-theme`, followed when it changes. Default: the buyer's setting. */
export function useTheme(
  root: RefObject<HTMLElement | null>,
  around: Surroundings | undefined,
): Theme {
  const [theme, setTheme] = useState<Theme>(around?.theme ?? 'auto')

  useLayoutEffect(() => (root.current ? watchTheme(root.current, setTheme) : undefined), [])

  return theme
}

/** Calls `onTheme` with the theme at an element, now and when it changes. Returns how to stop. */
export function watchTheme(element: Element, onTheme: (theme: Theme) => void): () => void {
  return watchNearest(element, 'data-tmn-theme', (value) => onTheme(themeNamed(value)))
}
