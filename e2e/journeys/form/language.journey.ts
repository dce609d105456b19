import { expect, test } from '../../support/journey.ts'

/** All but ฿. */
const thaiLetters = /[\u0E01-\u0E3A\u0E40-\u0E4E]/

test('the shop is Thai first, and English through to the result when asked', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  const { page } = buyer
  const words = async () => (await page.locator('main').textContent()) ?? ''
  const lang = page.locator('html')
  await buyer.openShop()
  await expect(lang).toHaveAttribute('lang', 'th')
  await buyer.putIntoCart('custard')
  expect(await words()).toMatch(thaiLetters)
  expect(await words()).not.toMatch(/Add to cart|Check out|Your cart/)

  await buyer.switchLanguage()
  await expect(lang).toHaveAttribute('lang', 'en')
  expect(await words()).not.toMatch(thaiLetters)
  await buyer.checkOut()
  expect(await words()).not.toMatch(thaiLetters)
  await expect(page.locator('.tmn-root')).toHaveAttribute('lang', 'en')

  await buyer.switchLanguage()
  await expect(buyer.heading(buyer.texts().form.title)).toBeVisible()
  expect(await words()).not.toMatch(/Pay with|mobile number|Your order/)
  await buyer.switchLanguage()

  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await words()).not.toMatch(thaiLetters)
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('a language switch keeps the payment that waits at TrueMoney', async ({ buyer, stack }) => {
  await buyer.leaveForTrueMoney()
  await buyer.page.goBack()
  await buyer.sees(buyer.texts().unconfirmed)
  await buyer.switchLanguage()
  await buyer.sees(buyer.texts().unconfirmed)
  await buyer.button(buyer.texts().unconfirmed.continue).click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})
