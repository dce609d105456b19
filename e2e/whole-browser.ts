import type { LaunchOptions } from 'playwright/test'
import { findBrowser } from './browser.ts'

/** For what the journeys' quicker browser cannot do. */
export function wholeBrowser(options: LaunchOptions): LaunchOptions {
  const executablePath = process.env.CHECKOUT_BROWSER ?? findBrowser()
  return { ...options, ...(executablePath !== undefined && { executablePath }) }
}
