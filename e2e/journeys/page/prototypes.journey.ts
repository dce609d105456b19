/** Pages whose old libraries extend what the language brings: a payment works on them as on any other. */
import { expect, type Merchant, test } from '../../omise-js/merchant.ts'
import { overlay, payUntilDone, script } from '../../omise-js/paying.ts'
import type { Buyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'

/** Each as it stands in the libraries, or as a page’s own script writes it. */
const extensions = {
  'prototype.js 1.6': `
    Object.toJSON = (value) => value === undefined ? 'undefined'
      : typeof value === 'object' ? '{' + Object.keys(value).map((key) => Object.toJSON(key) + ': ' + Object.toJSON(value[key])).join(', ') + '}'
      : typeof value === 'string' ? '"' + value + '"' : String(value)
    Array.prototype.toJSON = function () { return '[' + this.map(Object.toJSON).join(', ') + ']' }
    String.prototype.toJSON = function () { return '"' + this + '"' }
    Array.prototype.each = Array.prototype.forEach
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice() }
    Array.prototype.find = Array.prototype.detect = function (test) { return this.filter(test)[0] }
    Function.prototype.bind = function (object, ...given) {
      return (...more) => this.apply(object, [...given, ...more])
    }
    Element.prototype.remove = function () { this.parentNode.removeChild(this); return this }
    String.prototype.strip = String.prototype.trim
    Function.prototype.curry = function () { return this }`,
  // But for `signal`, `mode` and `cache`: with a function there, the browser builds no request, and ky cannot be loaded.
  'Object.prototype with the names of a request': `
    for (const name of ['method', 'body', 'json', 'clone'])
      Object.prototype[name] = function () { return name }`,
  'toJSON of every kind, not enumerable': `
    for (const { prototype } of [Object, Array, String, Number, Boolean, Function])
      Object.defineProperty(prototype, 'toJSON', { value: () => 'none', configurable: true, writable: true })`,
} as const

const addresses = ({ publicKey, simulator }: Stack, prefix = '') =>
  `${prefix}public-key="${publicKey}" ${prefix}omise-url="${simulator.url}" ${prefix}authorize-hosts="${simulator.url}"`

const head = `<!doctype html><html lang="th"><meta charset="utf-8">
  <title>A merchant</title><link rel="icon" href="/favicon.svg"><script src="/extension.js"></script>`

type Way = (buyer: Buyer, stack: Stack, extension: string, merchant: Merchant) => Promise<void>

const payHere = async (buyer: Buyer) => {
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
}

const waysIn: Record<string, Way> = {
  'the script': async (buyer, stack, extension) => {
    const order = await stack.placeOrder()
    stack.servePage('extension.js', extension)
    stack.servePage(
      'extended.html',
      `${head}<script src="/truemoney-checkout.js" defer></script>
      <div data-tmn-checkout ${addresses(stack, 'data-tmn-')} data-tmn-locale="th" data-tmn-order-id="${order.orderId}"
        data-tmn-order-token="${order.token}" data-tmn-amount="${order.amount}"></div>`,
    )
    await buyer.open('/extended.html')
    await payHere(buyer)
  },
  'the element': async (buyer, stack, extension) => {
    const order = await stack.placeOrder()
    stack.servePage('extension.js', extension)
    stack.servePage(
      'extended.html',
      `${head}<script type="module" src="/truemoney-checkout-element.js"></script>
      <truemoney-checkout ${addresses(stack)} locale="th" order-id="${order.orderId}"
        order-token="${order.token}" amount="${order.amount}"></truemoney-checkout>`,
    )
    await buyer.open('/extended.html')
    await payHere(buyer)
  },
  'the npm package': async (buyer, _stack, extension) => {
    await buyer.open('/npm/')
    await buyer.button('ซื้อเลย').click()
    // The shop's own page has ordered by now.
    await expect(buyer.phoneField()).toBeVisible()
    await buyer.page.evaluate(extension)
    await payHere(buyer)
  },
  'a page of Omise.js': async ({ page }, stack, extension, merchant) => {
    const form = `<script>${extension}</script><form action="/charge" method="post">${script(
      stack,
      `data-key="${stack.publicKey}" data-amount="100000" data-currency="THB"`,
    )}</form>`
    await page.goto(merchant.serve('form.html', form))
    await page.locator('.omise-checkout-button').click()
    await expect(overlay(page)).toBeVisible()
    await payUntilDone(page, stack, merchant)
  },
}

for (const [way, pay] of Object.entries(waysIn))
  for (const [name, extension] of Object.entries(extensions)) {
    // The guard is the same in every way in: one is tried with all extensions, the others with the library.
    if (way !== 'the script' && name !== 'prototype.js 1.6') continue
    test(`${way} takes a payment on a page with ${name}`, ({ buyer, stack, merchant }) =>
      pay(buyer, stack, extension, merchant))
  }

test('the shop’s pages sell in a browser without AbortSignal.timeout and AbortSignal.any', async ({
  buyer,
}) => {
  await buyer.page.addInitScript(() => {
    Reflect.deleteProperty(AbortSignal, 'timeout')
    Reflect.deleteProperty(AbortSignal, 'any')
  })
  await buyer.openShop()
  await buyer.putIntoCart('custard')
  await buyer.checkOut()
  await payHere(buyer)
  await buyer.open('/npm/')
  await buyer.button('ซื้อเลย').click()
  await payHere(buyer)
})
