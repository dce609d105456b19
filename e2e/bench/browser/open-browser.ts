import { type Browser, chromium } from 'playwright/test'
import config from '../../playwright.config.ts'
import { ensureBrowser } from '../../runners/browser.ts'

/** Every other name is unknown at once: nobody outside the machine is asked. */
const loopbackAlone = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'

/** The browser that the journeys use, as they start it, on loopback alone. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...config.use?.launchOptions,
    args: [...(config.use?.launchOptions?.args ?? []), loopbackAlone],
    executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
  })
}
