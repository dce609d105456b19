import type { Checkout } from '../checkout/model.ts'
import type { Page } from '../checkout/ports.ts'
import { hasLeft, rememberLeaving } from './left-orders.ts'

/** The page that the checkout is on. Nothing of it is read before a function is called. */
export const browserPage: Page = {
  isVisible: () => document.visibilityState === 'visible',
  leave: (authorizeUri) => {
    if (window.top === null || window.top === window) return location.assign(authorizeUri)
    try {
      // A page to sign in at allows no frame around it.
      window.top.location.href = authorizeUri
    } catch {
      // Not allowed from this frame without a click: the form shows a link.
      location.assign(authorizeUri)
    }
  },
  reload: () => location.reload(),
  rememberLeaving,
  hasLeft,
}

/** Notifies the checkout when the buyer is back: visible, online, or restored from the cache. Returns how to stop. */
export function watchPage(checkout: Checkout): () => void {
  const visible = () => {
    if (browserPage.isVisible()) checkout.wake()
  }
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted) checkout.comeBack()
  }
  document.addEventListener('visibilitychange', visible)
  window.addEventListener('online', checkout.wake)
  window.addEventListener('pageshow', shown)
  return () => {
    document.removeEventListener('visibilitychange', visible)
    window.removeEventListener('online', checkout.wake)
    window.removeEventListener('pageshow', shown)
  }
}
