import { tell } from '../checkout/call-page.ts'

/** Who closed an overlay: the buyer (Esc, the close button, the phone's back button) or the page's code. */
export type OverlayClosed = { by: 'buyer' | 'page' }

/** Tells the page that an overlay is over, in a task of its own: what the page's function throws is its own error. */
export function tellClosed(
  by: OverlayClosed['by'],
  { onClosed }: { onClosed?: ((closed: OverlayClosed) => void) | undefined },
): void {
  queueMicrotask(() => {
    const detail: OverlayClosed = { by }
    document.dispatchEvent(new CustomEvent('tmn:closed', { detail }))
    tell(onClosed, detail)
  })
}
