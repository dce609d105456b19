/**
 * What journeys share: each started once for each of Playwright's workers, when
 * a journey first asks for it. All of it is here, because journeys with another
 * set would get workers of their own, each with a browser and a stack again.
 */
import type { Browser, Fixtures, PlaywrightWorkerArgs } from 'playwright/test'
import { type Demo, startDemo } from './demo.ts'
import { type Merchant, startMerchant } from './omise-js/merchant-server.ts'
import { type Projects, packForProjects } from './packages/projects.ts'
import { type Stack, startStack } from './stack.ts'
import { launchWholeBrowser } from './whole-browser.ts'

export type PerWorker = {
  /** Server and simulator, calm again before each journey. */
  stack: Stack
  /** One who wrote for Omise.js, with a server of their own. */
  merchant: Merchant
  demo: Demo
  /** Merchants' projects with the packed package. */
  projects: Projects
  wholeBrowser: Browser
}

const scope = 'worker'

export const perWorker: Fixtures<object, PerWorker, object, PlaywrightWorkerArgs> = {
  stack: [
    async ({ playwright: _none }, use) => {
      const stack = await startStack()
      await use(stack)
      await stack.stop()
    },
    { scope },
  ],
  merchant: [
    async ({ stack }, use) => {
      const merchant = await startMerchant(stack)
      await use(merchant)
      merchant.stop()
    },
    { scope },
  ],
  demo: [
    async ({ playwright: _none }, use) => {
      const demo = await startDemo()
      await use(demo)
      await demo.stop()
    },
    { scope },
  ],
  projects: [async ({ playwright: _none }, use) => use(await packForProjects()), { scope }],
  wholeBrowser: [
    async ({ playwright }, use) => {
      const browser = await launchWholeBrowser(playwright.chromium)
      await use(browser)
      await browser.close()
    },
    { scope },
  ],
}
