import { en } from '../../../widget/locales/en.ts'
import { th } from '../../../widget/locales/th.ts'
import { chargedOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'
import type { Buyer } from '../../support/shop-page.ts'

/** One with words of its own, and one that nobody has heard of: `locales.test.ts` has the others. */
const failures = [
  ['payment_rejected', th.failures.payment_rejected, en.failures.payment_rejected],
  ['wallet_of_the_future', th.failures.other, en.failures.other],
] as const

for (const [failureCode, thai, english] of failures)
  test(`${failureCode} is explained in Thai and in English`, async ({ buyer, stack }) => {
    const { charge } = await chargedOrder(stack)
    // Decided elsewhere, because the page offers no code that nobody has heard of.
    const failed = { decision: 'failed', failure_code: failureCode } as const
    await buyer.open(await stack.simulator.decide(charge, failed))

    await buyer.seesFailure(thai)
    await expect(buyer.page.locator('body')).not.toContainText(failureCode)
    await buyer.switchLanguage()
    await buyer.seesFailure(english)
    await expect(buyer.page.locator('body')).not.toContainText(failureCode)
  })

test('trying again makes a new source and a new charge, and can succeed', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  await buyer.leaveForTrueMoney()
  await buyer.decide({ decision: 'failed', failure_code: 'insufficient_fund' })
  await buyer.seesFailure(buyer.texts().failures.insufficient_fund)

  await tryAgain(buyer)
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()

  const charges = await stack.simulator.charges()
  expect(charges.map(({ status }) => status)).toEqual(['failed', 'successful'])
  expect(new Set(charges.map(({ source }) => source.id)).size).toBe(2)
})

async function tryAgain(buyer: Buyer): Promise<void> {
  await buyer.button(buyer.texts().failed.retry).click()
  await buyer.payWith('081-234-5678')
}
