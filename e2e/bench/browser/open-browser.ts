import { type Browser, chromium } from 'playwright/test'
import { ensureBrowser } from '../../browser.ts'
import config from '../../playwright.config.ts'

/** The browser that the journeys use, as they start it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...config.use?.launchOptions,
    executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
  })
}
