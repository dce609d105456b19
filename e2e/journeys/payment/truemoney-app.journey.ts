import { appCharge } from '../../support/app-charge.ts'
import { expect, test } from '../../support/journey.ts'
import { payByPin } from '../../support/pay-by-pin.ts'
import { authorizeTexts } from '../../support/shop-page.ts'

test('a computer goes back to the shop by itself when another window has scanned and paid', async ({
  page,
  stack,
  anotherBrowser,
}) => {
  const charge = await appCharge(stack)
  await page.goto(charge.authorizeUri)
  await page.getByRole('link', { name: authorizeTexts.seeApp }).click()
  await expect(page.getByRole('heading', { name: authorizeTexts.scanTitle })).toBeVisible()

  const app = (await anotherBrowser()).page
  await app.goto(charge.scanUri)
  await expect(page.getByText(authorizeTexts.takenUp)).toBeVisible()
  await payByPin(app)

  await expect(app.getByRole('heading', { name: authorizeTexts.decided.successful })).toBeVisible()
  await expect(page).toHaveURL(`${stack.shopUrl}/?back=yes`)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('a phone opens the app, pays there, and is back at the shop', { tag: '@phone' }, async ({
  page,
  stack,
}) => {
  const { authorizeUri } = await appCharge(stack)
  await page.goto(`${authorizeUri}?look=app&device=phone`)
  await page.getByRole('button', { name: authorizeTexts.openApp }).click()
  await payByPin(page)
  await expect(page).toHaveURL(`${stack.shopUrl}/?back=yes`)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('the shop can be opened before the payment, and the payment come late', async ({
  page,
  stack,
}) => {
  const { authorizeUri } = await appCharge(stack)
  await page.goto(authorizeUri)
  await page.getByLabel(authorizeTexts.wayBack).selectOption(authorizeTexts.courses.late)
  await page.getByRole('button', { name: authorizeTexts.markSuccessful }).click()
  await expect(page).toHaveURL(`${stack.shopUrl}/?back=yes`)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'pending' }])
  await stack.simulator.moveClock(10_000)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})
