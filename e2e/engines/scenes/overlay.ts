import { expect } from 'vitest'
import type { Stack } from '../../support/stack.ts'
import type { Buyer } from '../buyer.ts'
import { look } from '../look.ts'
import type { Scene } from '../scene.ts'
import { screens } from '../tab.ts'

const closings: readonly [name: string, close: (buyer: Buyer) => Promise<void>][] = [
  ['Escape', ({ tab }) => tab.press('Escape')],
  ['its button', (buyer) => buyer.press('button', buyer.texts().close)],
  ['the back button', ({ tab }) => tab.back()],
]

export const overlay: readonly Scene[] = closings.map(([name, close]) => ({
  name: `the overlay takes the focus, holds the page still, and gives all back: closed by ${name}`,
  async play({ buyer, stack, picture }) {
    const { tab } = buyer
    const middle = { x: 180, y: 600 }
    const scrollY = () => tab.evaluate('scrollY')
    buyer.speak('en')
    await tab.open(serveShop(stack))
    await buyer.find('button', 'Buy')
    await tab.wheel(middle, 200)
    await expect.poll(scrollY).toBe(200)
    const state = await tab.evaluate('history.state')

    await buyer.press('button', 'Buy')
    expect(await buyer.phoneField()).toMatchObject({ isFocused: true })
    await picture('overlay.phone')
    if (name === 'Escape') {
      await tab.resize(screens.desktop)
      await picture('overlay.desktop')
      await tab.resize(screens.phone)
    }
    await tab.wheel(middle, 300)
    await tab.type('081-234-5678')
    expect((await buyer.phoneField()).value).toBe('081-234-5678')
    expect(await scrollY()).toBe(200)

    await close(buyer)
    await expect.poll(() => tab.evaluate('told')).toEqual(['closed by buyer'])
    expect(await look(tab, 'dialog')).toEqual([])
    expect(await buyer.find('button', 'Buy')).toMatchObject({ isFocused: true })
    expect(await scrollY()).toBe(200)
    expect(await tab.evaluate('history.state')).toEqual(state)
    expect(await buyer.address()).toMatch(/overlay\.html$/)
    await tab.wheel(middle, 250)
    await expect.poll(scrollY).toBeGreaterThan(300)
  },
}))

/** A page that scrolls, with a button that opens the checkout. */
function serveShop({ servePage, publicKey, simulator, shopUrl }: Stack): string {
  const options = { publicKey, omiseUrl: simulator.url, authorizeHosts: [simulator.url] }
  servePage('overlay.css', 'main { height: 400vh; padding-top: 60vh }')
  servePage(
    'overlay.js',
    `// Older browsers, and WebKit, have none: there a dialog is closed by the phone's back button
    // only if the history has an entry for it.
    delete window.CloseWatcher
    const told = []
    document.querySelector('main button').onclick = () => TrueMoneyCheckout.open({
      ...${JSON.stringify(options)}, amount: 100000, onClosed: ({ by }) => told.push('closed by ' + by)
    })`,
  )
  servePage(
    'overlay.html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="/overlay.css">
    <script src="/truemoney-checkout.js"></script><script src="/overlay.js" defer></script>
    <main><button type="button">Buy</button></main></html>`,
  )
  return `${shopUrl}/overlay.html`
}
