/** States of the checkout that the shop's own pages never show, or not for long enough to look at. */
import { expect } from 'playwright/test'
import type { scenes } from '../scenes.ts'
import type { Buyer } from '../shop-page.ts'
import type { Stack } from '../stack.ts'

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
]

/** TrueMoney's page answers with nothing to show, so that the checkout stays and waits for it. */
export function neverArrive({ page }: Buyer, stack: Stack): Promise<unknown> {
  const isAuthorize = ({ href }: URL) =>
    href.startsWith(stack.simulator.url) && href.includes('/authorize')
  return page.route(isAuthorize, (route) => route.fulfill({ status: 204 }))
}
