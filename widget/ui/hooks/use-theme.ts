import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { watchNearest } from '../surroundings/nearest-attribute.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { type Theme, themeNamed } from '../surroundings/theme.ts'

/** What the nearest `data-tmn-theme` says, followed when it changes; without one, the buyer's setting. */
export function useTheme(
  root: RefObject<HTMLElement | null>,
  around: Surroundings | undefined,
): Theme {
  const [theme, setTheme] = useState<Theme>(around?.theme ?? 'auto')

  useLayoutEffect(() => (root.current ? watchTheme(root.current, setTheme) : undefined), [])

  return theme
}

/** The same for what is no component. Answers how to stop. */
export function watchTheme(element: Element, tell: (theme: Theme) => void): () => void {
  return watchNearest(element, 'data-tmn-theme', (value) => tell(themeNamed(value)))
}
