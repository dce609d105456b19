import { tell } from '../checkout/call-page.ts'
import type { OverlayClosed, OverlayOptions } from '../open.tsx'

/** Tells the page that an overlay is over, in a task of its own: what the page's function throws is its own error. */
export function tellClosed(
  by: OverlayClosed['by'],
  { onClosed }: Pick<OverlayOptions, 'onClosed'>,
): void {
  queueMicrotask(() => {
    const detail: OverlayClosed = { by }
    document.dispatchEvent(new CustomEvent('tmn:closed', { detail }))
    tell(onClosed, detail)
  })
}
