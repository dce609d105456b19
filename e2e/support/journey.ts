/** What every journey starts from: one stack for each worker, calm again before each journey. */
import { type BrowserContext, test as base, expect } from 'playwright/test'
import { type PerWorker, perWorker } from '../runners/per-worker.ts'
import { type Buyer, createBuyer } from './shop-page.ts'
import { createTroubleWatch, type TroubleWatch } from './trouble.ts'

type Fixtures = {
  calm: undefined
  /** What the browser complains of; a journey fails by complaints that it did not announce. */
  trouble: TroubleWatch
  /** Somebody at the shop, in the journey's own page. */
  buyer: Buyer
  /** The same person in another browser: no storage, no cookies, no history. */
  anotherBrowser: () => Promise<Buyer>
}

export const test = base.extend<Fixtures, PerWorker>({
  ...perWorker,
  calm: [
    async ({ stack }, use) => {
      await stack.calm()
      await use(undefined)
    },
    { auto: true },
  ],
  trouble: async ({ browserName: _sameForAll }, use) => {
    const trouble = createTroubleWatch()
    await use(trouble)
    expect(trouble.unannounced(), 'complaints of the browser').toEqual([])
  },
  context: async ({ context, trouble }, use) => {
    await trouble.watch(context)
    await use(context)
  },
  buyer: async ({ page, stack }, use) => use(createBuyer(page, stack)),
  anotherBrowser: async ({ browser, stack, trouble }, use) => {
    const opened: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext()
      opened.push(context)
      await trouble.watch(context)
      return createBuyer(await context.newPage(), stack)
    })
    await Promise.all(opened.map((context) => context.close()))
  },
  baseURL: async ({ stack }, use) => use(stack.shopUrl),
})

export { expect }
