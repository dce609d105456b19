/** A mid-range phone on mobile data, as a desktop's browser can play it. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright/test'

/** 4× slower CPU, 150 ms round trip, 1.6 Mbit/s down, 0.75 Mbit/s up. */
const cpuSlowdown = 4
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}

export type SlowPhone = {
  readonly page: Page
  readonly devtools: CDPSession
  close(): Promise<void>
}

/** A browser without history or cache, with a page of a phone's size. */
export async function openSlowPhone(browser: Browser): Promise<SlowPhone> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  await devtools.send('Performance.enable')
  return { page, devtools, close: () => context.close() }
}
