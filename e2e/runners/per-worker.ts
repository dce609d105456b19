/**
 * What journeys share: each started once for each of Playwright's workers, when
 * a journey first asks for it. All of it is here, because journeys with another
 * set would get workers of their own, each with a browser and a stack again.
 */
import type { Browser, Fixtures, PlaywrightWorkerArgs } from 'playwright/test'
import { type Merchant, startMerchant } from '../omise-js/merchant-server.ts'
import { type Projects, packForProjects } from '../packages/projects.ts'
import { type Demo, startDemo } from '../support/demo.ts'
import { type Stack, startStack } from '../support/stack.ts'
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
  stack: [running(startStack), { scope }],
  demo: [running(startDemo), { scope }],
  merchant: [
    async ({ stack }, use) => {
      const merchant = await startMerchant(stack)
      await use(merchant)
      merchant.stop()
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

/** Started by itself, and stopped at the worker's end. */
function running<Started extends { stop(): Promise<unknown> }>(start: () => Promise<Started>) {
  return async (
    { playwright: _none }: PlaywrightWorkerArgs,
    use: (started: Started) => Promise<void>,
  ) => {
    const started = await start()
    await use(started)
    await started.stop()
  }
}
