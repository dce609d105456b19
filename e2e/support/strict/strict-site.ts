import { test as base } from '../journey.ts'
import { type StrictSite, startStrictSite } from './strict-server.ts'

/** Journeys on the pages of a merchant as strict as a bank. */
export const test = base.extend<{ strictSite: StrictSite }>({
  strictSite: async ({ stack }, use) => {
    const site = await startStrictSite(stack)
    await use(site)
    site.stop()
  },
})

export { expect } from '../journey.ts'
