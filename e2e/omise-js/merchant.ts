/** Journeys on the pages of a merchant who wrote for Omise.js, each from a merchant who has sold nothing yet. */
import { test as base } from '../support/journey.ts'

export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ merchant }, use) => {
      merchant.forget()
      await use(undefined)
    },
    { auto: true },
  ],
})

export { expect } from '../support/journey.ts'
export type { Merchant } from './merchant-server.ts'
