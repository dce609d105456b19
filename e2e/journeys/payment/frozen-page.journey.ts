/** A browser that keeps the page it leaves as it was (the back/forward cache), as phones do. */

import { inWholeBrowser } from '../../runners/whole-browser.ts'
import { expect, test } from '../../support/journey.ts'
import type { Buyer } from '../../support/shop-page.ts'

test.use({ context: inWholeBrowser })

test('a page that was frozen while the buyer was at TrueMoney has no stuck button', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  await buyer.page.evaluate(() => Object.assign(window, { wasFrozen: true }))
  await buyer.payWith('081-234-5678')
  await buyer.page.goBack({ waitUntil: 'commit' })

  await buyer.sees(buyer.texts().unconfirmed)
  expect(await whyNotFrozen(buyer)).toBe('it was frozen')
  await buyer.button(buyer.texts().unconfirmed.continue).click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

/** A server that forbids the cache (`no-store`) makes this a journey about something else. */
function whyNotFrozen({ page }: Buyer): Promise<string> {
  return page.evaluate(() => {
    if ('wasFrozen' in window) return 'it was frozen'
    const [navigation] = performance.getEntriesByType('navigation')
    return JSON.stringify(navigation)
  })
}
