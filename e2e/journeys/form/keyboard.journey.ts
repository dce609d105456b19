import type { Locator } from 'playwright/test'
import { expect, test } from '../../support/journey.ts'
import { authorizeTexts, type Buyer } from '../../support/shop-page.ts'

test('a buyer without a mouse gets from the shop to the result', async ({ buyer }) => {
  const { page } = buyer
  await buyer.openShop()
  await tabTo(buyer, buyer.addButton('tea'))
  await page.keyboard.press('Enter')
  await tabTo(buyer, buyer.checkOutButton())
  await page.keyboard.press('Enter')

  await expect(buyer.phoneField()).toBeVisible()
  await tabTo(buyer, buyer.phoneField())
  await page.keyboard.type('02-123-4567')
  await tabTo(buyer, buyer.payButton())
  await page.keyboard.press('Space')
  await buyer.seesAlert(buyer.texts().fieldProblems.landline)
  await expect(buyer.phoneField()).toBeFocused()
  await expect(buyer.phoneField()).toHaveAccessibleDescription(buyer.texts().fieldProblems.landline)

  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('0812345678')
  await page.keyboard.press('Enter')
  await buyer.arriveAtTrueMoney()
  await tabTo(buyer, buyer.button(authorizeTexts.markSuccessful))
  await page.keyboard.press('Enter')
  await buyer.seesSuccess()
  await expect(buyer.heading(buyer.texts().successful.title)).toBeFocused()
})

test('an error in the form leaves the focus in the field', async ({ buyer, stack }) => {
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.submitNumber('')
  await expect(buyer.phoneField()).toBeFocused()
})

/** Presses Tab as often as it takes, but not for ever. */
async function tabTo({ page }: Buyer, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element.matches(':focus'))) return
  }
  await expect(target).toBeFocused()
}
