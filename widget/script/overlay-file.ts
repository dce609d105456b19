import { type OverlayHandle, type OverlayOptions, openWith } from '../overlay/open.tsx'
import { lazyParts } from './lazy-parts.ts'
import { mountOpenButton } from './open-button.tsx'

/** The script's file for pages that show the checkout above them. */
export const overlay = {
  open: (options: OverlayOptions): OverlayHandle => openWith(lazyParts, options),
  mountOpenButton,
}
