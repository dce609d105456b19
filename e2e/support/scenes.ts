/** Every state that a buyer can see, and the shortest way there. */
import { expect } from 'playwright/test'
import { textsOf } from '../../server-example/simulator/authorize-pages/texts.ts'
import { appCharge } from './app-charge.ts'
import { methodScenes } from './method-scenes.ts'
import { authorizeTexts, type Buyer } from './shop-page.ts'
import type { Decision } from './simulator-control.ts'
import type { Stack } from './stack.ts'

type Scene = {
  readonly name: string
  /** Without the checkout of a script tag, so in the shop's own languages alone. */
  readonly isShopOnly?: boolean
  show(buyer: Buyer, stack: Stack): Promise<unknown>
}

export const scenes: readonly Scene[] = [
  {
    name: 'shop',
    isShopOnly: true,
    show: async (buyer) => {
      await buyer.openShop()
      await expect(buyer.addButton('mat')).toBeEnabled()
    },
  },
  { name: 'shop-with-cart', isShopOnly: true, show: fillCart },
  {
    name: 'shop-above-limit',
    isShopOnly: true,
    show: async (buyer) => {
      await buyer.openShop()
      await buyer.putIntoCart('mat')
      await buyer.page.locator('#cart').getByRole('textbox').fill('40')
      await buyer.page.keyboard.press('Enter')
      await expect(buyer.checkOutButton()).toBeDisabled()
    },
  },
  {
    name: 'checkout',
    show: async (buyer) => {
      await fillCart(buyer)
      await buyer.checkOut()
    },
  },
  {
    name: 'checkout-nothing',
    isShopOnly: true,
    show: (buyer) => buyer.open('/checkout.html'),
  },
  {
    name: 'form-wrong-number',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.submitNumber('02-123-4567')
    },
  },
  {
    name: 'form-omise-busy',
    show: async (buyer, stack) => {
      await accident(stack, '/sources', { kind: 'status', status: 503 })
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.submitNumber('081-234-5678')
      await expect(buyer.page.getByRole('alert').filter({ visible: true })).toBeVisible()
    },
  },
  {
    name: 'form-sending',
    show: async (buyer, stack) => {
      await accident(stack, '/sources', { kind: 'delay', delayMs: 5_000 })
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.submitNumber('081-234-5678')
      await expect(buyer.button(buyer.texts().form.creating)).toBeVisible()
    },
  },
  {
    name: 'form-amount-changed',
    show: async (buyer, stack) => {
      const order = await stack.placeOrder()
      await buyer.openCheckout(order)
      await buyer.mountInstead({ ...order, amount: order.amount + 100 })
      await buyer.submitNumber('081-234-5678')
      await buyer.sees(buyer.texts().stopped.amount_changed)
    },
  },
  {
    name: 'form-offline',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.page.context().setOffline(true)
      await expect(buyer.page.getByText(buyer.texts().offline.ready)).toHaveCount(2)
    },
  },
  {
    name: 'overlay',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.page.evaluate((options) => void window.TrueMoneyCheckout?.open(options), {
        publicKey: stack.publicKey,
        amount: 8_900,
        locale: buyer.language(),
      })
      await expect(buyer.button(buyer.texts().close)).toBeVisible()
    },
  },
  { name: 'truemoney-test', isShopOnly: true, show: readTrueMoney },
  {
    name: 'truemoney-otp',
    isShopOnly: true,
    show: async (buyer) => {
      const { seeOtp, otpTitle } = await readTrueMoney(buyer)
      await buyer.page.getByRole('link', { name: seeOtp }).click()
      await expect(buyer.heading(otpTitle)).toBeVisible()
    },
  },
  { name: 'truemoney-app', isShopOnly: true, show: showApp('phone') },
  { name: 'truemoney-scan', isShopOnly: true, show: showApp('computer') },
  {
    name: 'truemoney-pin',
    isShopOnly: true,
    show: async (buyer, stack) =>
      buyer.open(`${(await appCharge(stack)).scanUri}?lang=${buyer.shopLanguage()}`),
  },
  {
    name: 'back-from-truemoney',
    show: async (buyer) => {
      await buyer.leaveForTrueMoney()
      await buyer.page.goBack()
      await buyer.sees(buyer.texts().unconfirmed)
    },
  },
  {
    name: 'waited-long',
    show: async (buyer) => {
      const { page } = buyer
      await page.clock.install()
      await page.route('**/api/orders/*/payment', async (route) => {
        const response = await route.fetch()
        await route.fulfill({
          json: { ...(await response.json()), pendingMs: 12 * 60_000 },
        })
      })
      await buyer.leaveForTrueMoney()
      await page.goBack()
      await buyer.sees(buyer.texts().unconfirmed)
      await page.clock.fastForward('11:00')
      await expect(page.getByText(buyer.texts().unconfirmed.paused).first()).toBeVisible()
    },
  },
  {
    name: 'offline-unconfirmed',
    show: async (buyer) => {
      await buyer.leaveForTrueMoney()
      await buyer.page.goBack()
      await buyer.sees(buyer.texts().unconfirmed)
      await buyer.page.context().setOffline(true)
      await expect(buyer.page.getByText(buyer.texts().offline.waiting)).toHaveCount(2)
    },
  },
  {
    name: 'server-out-of-reach',
    show: async (buyer, stack) => {
      await buyer.leaveForTrueMoney()
      await buyer.page.goBack()
      await buyer.sees(buyer.texts().unconfirmed)
      await stack.killServer()
      const { unreachable } = buyer.texts().unconfirmed
      await expect(buyer.page.getByText(unreachable).first()).toBeVisible()
    },
  },
  {
    name: 'return-verifying',
    show: async (buyer) => {
      await comeBack(buyer, { decision: 'none' })
      await buyer.sees(buyer.texts().verifying)
    },
  },
  {
    name: 'return-successful',
    show: async (buyer) => {
      await comeBack(buyer, { decision: 'successful' })
      await buyer.seesSuccess()
    },
  },
  {
    name: 'return-failed',
    show: async (buyer) => {
      await comeBack(buyer, { decision: 'failed', failure_code: 'insufficient_fund' })
      await buyer.seesFailure(buyer.texts().failures.insufficient_fund)
    },
  },
  {
    name: 'return-expired',
    show: async (buyer) => {
      await comeBack(buyer, { decision: 'expired' })
      await buyer.sees(buyer.texts().expired)
    },
  },
  {
    name: 'return-unknown-order',
    show: async (buyer) => {
      await buyer.open('/checkout/return?order=nobody&token=nothing')
      await buyer.sees(buyer.texts().stopped.order_unknown)
    },
  },
  {
    name: 'return-without-order',
    show: async (buyer) => {
      await buyer.open('/return.html')
      await buyer.sees(buyer.texts().missing)
    },
  },
  {
    name: 'npm-page',
    isShopOnly: true,
    show: async (buyer) => {
      await buyer.open('/npm/')
      await expect(buyer.page.getByRole('article')).toBeVisible()
    },
  },
  {
    name: 'npm-checkout',
    isShopOnly: true,
    show: async (buyer) => {
      await buyer.open('/npm/')
      await buyer.page.getByRole('article').getByRole('button').click()
      await expect(buyer.phoneField()).toBeVisible()
    },
  },
  { name: 'not-found', isShopOnly: true, show: (buyer) => buyer.open('/nowhere') },
  ...methodScenes,
]

async function fillCart(buyer: Buyer): Promise<void> {
  await buyer.openShop()
  for (const sku of ['layer-cake', 'tea', 'tea', 'bag']) await buyer.putIntoCart(sku)
}

/** The authorize page in the buyer's language: it begins in the browser's, whatever the shop speaks. */
async function readTrueMoney(buyer: Buyer) {
  await buyer.beginAtTrueMoney()
  if (buyer.shopLanguage() === 'th')
    await buyer.page.getByRole('link', { name: authorizeTexts.otherLanguage }).click()
  const texts = textsOf(buyer.shopLanguage())
  await expect(buyer.heading(texts.testTitle)).toBeVisible()
  return texts
}

async function comeBack(buyer: Buyer, decision: Decision): Promise<void> {
  await buyer.beginAtTrueMoney()
  await buyer.decide(decision)
}

async function accident(stack: Stack, path: string, fault: unknown): Promise<void> {
  await stack.simulator.fault({ match: { method: 'POST', path }, fault })
}

function showApp(device: 'phone' | 'computer') {
  return async (buyer: Buyer, stack: Stack) => {
    const { authorizeUri } = await appCharge(stack)
    // Or the page is loaded again while somebody looks at it.
    await buyer.page.route(/look=app/, async (route) => {
      const response = await route.fetch()
      const { refresh: _none, ...headers } = response.headers()
      await route.fulfill({ response, headers })
    })
    await buyer.open(`${authorizeUri}?look=app&device=${device}&lang=${buyer.shopLanguage()}`)
  }
}
