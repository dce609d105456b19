import type { Settings } from '../options/read-options.ts'
import { refuse } from '../options/read-options.ts'
import { type OverlayExtras, type OverlayHandle, openWith } from '../overlay/open.tsx'
import { lazyParts } from './lazy-parts.ts'
import { mountOpenButton } from './open-button.tsx'

/** The script's file for pages that show the checkout above them. */
export const overlay = {
  open: (settings: Settings, extras: OverlayExtras): OverlayHandle => {
    refuse(lazyParts.textProblems(settings.texts))
    return openWith(lazyParts, settings, extras)
  },
  mountOpenButton,
}
