import type { Page } from 'playwright/test'
import { authorizeTexts } from './shop-page.ts'

/** Confirms in TrueMoney's app, as the simulator plays it, with the PIN that it shows. */
export async function payByPin(page: Page): Promise<void> {
  const pin = await page.getByRole('complementary', { name: authorizeTexts.pinHint }).textContent()
  await page.getByLabel(authorizeTexts.pin).fill(/\d{6}/.exec(pin ?? '')?.[0] ?? '')
  await page.getByRole('button', { name: authorizeTexts.payNow }).click()
}
