/** For what the journeys' quicker browser cannot do: keep a page that is left, as phones do, and fill in a form. */
import type { Browser, BrowserContext, BrowserType } from 'playwright/test'
import type { TroubleWatch } from '../support/trouble.ts'
import { findBrowser } from './browser.ts'

export function launchWholeBrowser(chromium: BrowserType): Promise<Browser> {
  const executablePath = process.env.CHECKOUT_BROWSER ?? findBrowser()
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    // Playwright switches the back/forward cache off unless told otherwise.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
}

/** `test.use({ context: inWholeBrowser })` */
export async function inWholeBrowser(
  { wholeBrowser, trouble }: { wholeBrowser: Browser; trouble: TroubleWatch },
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await wholeBrowser.newContext()
  await trouble.watch(context)
  await use(context)
  await context.close()
}
