import { expect } from 'vitest'
import { words } from '../../../public/npm/words.ts'
import type { Scene } from '../scene.ts'
import { screens } from '../tab.ts'

export const otherWaysIn: readonly Scene[] = [
  {
    name: 'the custom element is paid',
    async play({ buyer, stack, picture }) {
      const { publicKey, simulator, shopUrl, servePage } = stack
      const { orderId, token, amount } = await stack.placeOrder()
      servePage(
        'element.html',
        `<!doctype html><html lang="th"><meta charset="utf-8"><title>A shop</title>
        <meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.svg">
        <script type="module" src="/truemoney-checkout-element.js"></script>
        <main><truemoney-checkout public-key="${publicKey}" omise-url="${simulator.url}"
          authorize-hosts="${simulator.url}" order-id="${orderId}" order-token="${token}"
          amount="${amount}"></truemoney-checkout></main></html>`,
      )
      await buyer.tab.open(`${shopUrl}/element.html`)
      await buyer.phoneField()
      await picture('element.phone')
      await buyer.payWith('081-234-5678')
      await buyer.succeed()
      await buyer.seesSuccess()
      expect(await simulator.charges()).toMatchObject([{ status: 'successful', amount }])
    },
  },
  {
    name: 'the page that uses the npm package is paid',
    screen: screens.desktop,
    async play({ buyer, stack, picture }) {
      await buyer.tab.open(`${stack.shopUrl}/npm/`)
      await buyer.press('button', words.th.buyNow)
      await buyer.phoneField()
      await picture('npm.desktop')
      await buyer.payWith('081-234-5678')
      await buyer.succeed()
      await buyer.seesSuccess()
      expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
    },
  },
]
