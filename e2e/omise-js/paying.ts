/** What a buyer does on a page written for Omise.js, from the overlay to the merchant's last page. */
import type { Page } from 'playwright/test'
import { authorizeTexts } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'
import { expect, type Merchant } from './merchant.ts'

export const overlay = (page: Page) => page.getByRole('dialog')

/** The script tag, its address swapped. Attributes may follow. */
export const script = (stack: Stack, attributes = '') =>
  `<script src="/omise-compatible.js" data-tmn-omise-url="${stack.simulator.url}" ${attributes}></script>`

/** What a page's own script has left on its window. */
export const left = (page: Page, name: string) =>
  page.evaluate((key): unknown => Reflect.get(window, key), name)

/** In the overlay: the number, the button. */
export async function giveNumber(page: Page): Promise<void> {
  await overlay(page).getByRole('textbox').fill('081-234-5678')
  await overlay(page).getByRole('button', { name: /฿/ }).click()
}

/** Until the merchant's own page, which has asked Omise, says so. */
export async function payUntilDone(page: Page, stack: Stack, merchant: Merchant): Promise<void> {
  await giveNumber(page)
  await confirmAtTrueMoney(page, stack, merchant)
}

export async function confirmAtTrueMoney(
  page: Page,
  stack: Stack,
  merchant: Merchant,
): Promise<void> {
  await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
  await page.getByRole('button', { name: authorizeTexts.markSuccessful, exact: true }).click()
  await expect(page).toHaveURL((url) => url.href.startsWith(`${merchant.url}/done`))
  await expect(page.getByRole('heading', { name: 'Order: successful' })).toBeVisible()
  const { sources, charges } = await stack.simulator.state()
  expect(sources).toHaveLength(1)
  expect(charges).toMatchObject([{ status: 'successful', amount: 100_000 }])
}
