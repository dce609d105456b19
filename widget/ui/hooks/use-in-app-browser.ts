import { useLayoutEffect, useState } from 'preact/hooks'
import { type InAppBrowser, inAppBrowser } from '../../core/in-app-browser.ts'

/** Returns the app around the page. Not while rendering: a server has another user agent, and hydration needs the same markup. */
export function useInAppBrowser(): InAppBrowser | undefined {
  const [app, setApp] = useState<InAppBrowser>()
  useLayoutEffect(() => setApp(inAppBrowser(navigator.userAgent)), [])
  return app
}
