import type { Checkout } from '../checkout/model.ts'
import type { Page } from '../checkout/ports.ts'
import { hasLeft, rememberLeaving } from './left-orders.ts'

/** The page that the checkout is on. Nothing is touched before it is called. */
export const browserPage: Page = {
  isVisible: () => document.visibilityState === 'visible',
  leave: (authorizeUri) => {
    if (window.top === null || window.top === window) return location.assign(authorizeUri)
    try {
      // Where a buyer signs in allows no frame around it.
      window.top.location.href = authorizeUri
    } catch {
      // Forbidden to this frame. The link on the form asks for it by the buyer's own click.
      location.assign(authorizeUri)
    }
  },
  reload: () => location.reload(),
  rememberLeaving,
  hasLeft,
}

/** Tells the checkout when the buyer is back, by whatever sign; answers how to stop. */
export function watchPage(checkout: Checkout): () => void {
  const seen = () => {
    if (browserPage.isVisible()) checkout.wake()
  }
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted) checkout.comeBack()
  }
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', checkout.wake)
  window.addEventListener('pageshow', shown)
  return () => {
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', checkout.wake)
    window.removeEventListener('pageshow', shown)
  }
}
