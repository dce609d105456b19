import type { JSX } from 'preact'
import { type IconName, iconPaths } from './icon-paths.ts'

/** Decoration: the words beside it have the meaning. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="tmn-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={iconPaths[name]} />
    </svg>
  )
}

export function Spinner(): JSX.Element {
  return <span class="tmn-spinner" aria-hidden="true" />
}
