import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { watchNearest } from './nearest-attribute.ts'

export type Theme = 'light' | 'dark' | 'auto'

/** What the nearest `data-tmn-theme` says, followed when it changes; without one, the buyer's setting. */
export function useTheme(root: RefObject<HTMLElement | null>): Theme {
  const [theme, setTheme] = useState<Theme>('auto')

  useLayoutEffect(() => {
    if (!root.current) return
    return watchNearest(root.current, 'data-tmn-theme', (value) =>
      setTheme(value === 'light' || value === 'dark' ? value : 'auto'),
    )
  }, [])

  return theme
}
