/** States of the checkout that the shop's own pages never show, or not for long enough to look at. */
import { expect } from 'playwright/test'
import { paidOrder } from '../support/charged-order.ts'
import type { scenes } from '../support/scenes.ts'
import type { Buyer } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'

type Scene = (typeof scenes)[number]

export const moreScenes: readonly Scene[] = [
  {
    name: 'form-leaving',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      await neverArrive(buyer, stack)
      await buyer.submitNumber('081-234-5678')
      await expect(buyer.button(buyer.texts().form.leaving)).toBeVisible()
    },
  },
  {
    name: 'form-handed-over',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      const options = { publicKey: stack.publicKey, omiseUrl: stack.simulator.url, amount: 100_000 }
      await buyer.page.evaluate((given) => void window.TrueMoneyCheckout?.mount('#pay', given), {
        ...options,
        locale: buyer.language(),
      })
      await buyer.submitNumber('081-234-5678')
      await expect(buyer.button(buyer.texts().form.handedOver)).toBeVisible()
    },
  },
  {
    name: 'merchant-sign-in',
    isShopOnly: true,
    show: async ({ page }) => {
      await page.goto('/merchant/')
      await page.getByRole('textbox').fill('not the token')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'merchant-orders',
    isShopOnly: true,
    show: async ({ page }, stack) => {
      const { reference } = await paidOrder(stack)
      await page.goto(`/merchant/#token=${stack.merchantToken}`)
      await expect(page.getByRole('link', { name: reference ?? '' })).toBeVisible()
    },
  },
  { name: 'merchant-order', isShopOnly: true, show: showOrder },
  {
    name: 'merchant-refund',
    isShopOnly: true,
    show: async (buyer, stack) => {
      await showOrder(buyer, stack)
      await buyer.page.locator('#give-back').click()
      await buyer.page.locator('#amount').fill('999999')
      await expect(buyer.page.getByRole('dialog').getByRole('alert').first()).not.toBeEmpty()
    },
  },
  {
    name: 'merchant-sweep',
    isShopOnly: true,
    show: async ({ page }, stack) => {
      await paidOrder(stack)
      await stack.simulator.reset()
      await page.goto(`/merchant/#token=${stack.merchantToken}`)
      await page.goto('/merchant/#/sweep')
      await page.locator('#run-sweep').click()
      await expect(page.locator('.things')).toBeVisible()
    },
  },
]

async function showOrder({ page }: Buyer, stack: Stack): Promise<void> {
  const { orderId } = await paidOrder(stack)
  await page.goto(`/merchant/#token=${stack.merchantToken}`)
  await page.goto(`/merchant/#/order/${orderId}`)
  await expect(page.locator('.history')).toBeVisible()
}

/** TrueMoney's page answers with nothing to show, so that the checkout stays and waits for it. */
export function neverArrive({ page }: Buyer, stack: Stack): Promise<unknown> {
  const isAuthorize = ({ href }: URL) =>
    href.startsWith(stack.simulator.url) && href.includes('/authorize')
  return page.route(isAuthorize, (route) => route.fulfill({ status: 204 }))
}
