/** What a screen reader says while the focus stays. What it reads of each state is in accessibility.journey.ts. */
import { test as base, expect } from '../support/journey.ts'
import { speak } from '../support/shop-language.ts'
import { type Buyer, createBuyer } from '../support/shop-page.ts'
import { isWhole } from '../support/whole-checkout.ts'
import { neverArrive } from './more-scenes.ts'
import { checkoutOf } from './trees.ts'

declare global {
  interface Window {
    /** What the live region said, each change once. */
    said: string[]
  }
}

const test = base.extend<{ buyer: Buyer }>({
  buyer: async ({ page, stack }, use) => {
    await speak(page.context(), 'en')
    await use(createBuyer(page, stack, 'en'))
  },
})

test('the live region is there before it speaks, and says each step once', async ({
  buyer,
  stack,
}) => {
  const { form } = buyer.texts()
  await stack.simulator.fault({
    match: { method: 'POST', path: '/sources' },
    fault: { kind: 'delay', delayMs: 300 },
  })
  await neverArrive(buyer, stack)
  await buyer.openCheckout(await stack.placeOrder())
  await expect(checkoutOf(buyer).getByRole('status')).toBeEmpty()
  await listen(buyer)
  await buyer.submitNumber('081-234-5678')
  await expect(buyer.button(form.leaving)).toBeVisible()
  await expect
    .poll(() => buyer.page.evaluate(() => window.said))
    .toEqual([form.creating, form.leaving])
})

test('a look that finds nothing new is said once each time it is asked for', async ({
  buyer,
  stack,
}) => {
  const { unconfirmed, verifying } = buyer.texts()
  await buyer.beginAtTrueMoney()
  await buyer.page.clock.install()
  await buyer.decide({ decision: 'none' })
  await buyer.sees(verifying)
  await isWhole(buyer.page)
  await buyer.page.clock.fastForward('00:08')
  await buyer.sees(unconfirmed)
  await expect(buyer.heading(unconfirmed.title)).toBeFocused()
  // So long that the page has stopped checking by itself.
  await buyer.page.clock.fastForward('11:00')
  await buyer.sees({ title: unconfirmed.title, body: unconfirmed.paused })
  await listen(buyer)
  await buyer.button(unconfirmed.checkNow).click()
  const once = [unconfirmed.asking, unconfirmed.stillPending]
  await expect.poll(() => buyer.page.evaluate(() => window.said)).toEqual(once)
  await expect(buyer.button(unconfirmed.checkNow)).toBeFocused()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

/** From now on, keeps what the live region says. */
function listen(buyer: Buyer): Promise<void> {
  return checkoutOf(buyer)
    .getByRole('status')
    .evaluate((region) => {
      window.said = []
      new MutationObserver(() => {
        if (region.textContent) window.said.push(region.textContent)
      }).observe(region, { childList: true, characterData: true, subtree: true })
    })
}
