import { notify } from '../checkout/call-page.ts'

/** Who closed an overlay: the buyer (Esc, the close button, the phone's back button) or the page's code. */
export type OverlayClosed = { by: 'buyer' | 'page' }

/** Notifies the page that an overlay is closed, in a microtask: an exception of the page's function is uncaught there. */
export function notifyClosed(
  by: OverlayClosed['by'],
  { onClosed }: { onClosed?: ((closed: OverlayClosed) => void) | undefined },
): void {
  queueMicrotask(() => {
    const detail: OverlayClosed = { by }
    document.dispatchEvent(new CustomEvent('tmn:closed', { detail }))
    notify(onClosed, detail)
  })
}
