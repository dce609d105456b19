import type { LaterFiles } from '../first/later-files.ts'
import type { Settings } from '../options/read-options.ts'
import { refuse } from '../options/read-options.ts'
import { type OverlayExtras, type OverlayHandle, openWith } from '../overlay/open.tsx'
import { createLazyParts } from './lazy-parts.ts'
import { mountOpenButton } from './open-button.tsx'

/** The script's file for pages that show the checkout above them. */
export const overlay = {
  open: (files: LaterFiles, settings: Settings, extras: OverlayExtras): OverlayHandle => {
    const parts = createLazyParts(files)
    refuse(parts.textProblems(settings.texts))
    return openWith(parts, settings, extras)
  },
  mountOpenButton,
}
