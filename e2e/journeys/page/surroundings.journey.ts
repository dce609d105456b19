/** Pages that were never made for a checkout: it looks and works the same on them, and leaves them as they were. */
import { readFileSync } from 'node:fs'
import { codeFor, codePicture, playAnswers } from '../../support/method-scenes.ts'
import type { Buyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'
import { expect, test } from '../../support/strict/strict-site.ts'

const installed = (path: string) =>
  readFileSync(new URL(`../../../node_modules/${path}`, import.meta.url), 'utf8')

type Surroundings = { readonly name: string; readonly css: string; readonly html?: string }

const surroundings: readonly Surroundings[] = [
  { name: 'Bootstrap', css: installed('bootstrap/dist/css/bootstrap.min.css') },
  { name: 'Tailwind’s preflight', css: installed('tailwindcss/preflight.css') },
  { name: 'a reset of everything that insists', css: '* { all: unset !important }' },
  { name: 'a rem of 10 px', css: 'html { font-size: 62.5% }' },
  { name: 'a page from right to left', css: '', html: '<html lang="ar" dir="rtl">' },
  {
    name: 'a page that styles elements and shouts',
    css: `body { letter-spacing: .3em; text-transform: uppercase; line-height: 1; color: red;
        text-align: center; word-spacing: 1em; text-indent: 3em; font: italic 900 30px/1 cursive }
      h2, p, label, input, button, form, section, svg { margin: 40px !important; width: 50px;
        background: yellow !important; border: 9px dotted red !important; opacity: .5 }
      button { display: none !important }`,
  },
]

/** A page of a merchant, with things beside the checkout that may not change. */
function openPage({ page }: Buyer, stack: Stack, { css = '', html }: Partial<Surroundings> = {}) {
  stack.servePage('around.css', css)
  stack.servePage(
    'around.html',
    `<!doctype html>${html ?? '<html lang="en">'}<meta charset="utf-8">
    <meta name="viewport" content="width=device-width"><title>A merchant</title>
    <link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/around.css">
    <script src="/truemoney-checkout.js" defer></script>
    <main><h2 class="tmn-title">Before</h2><div id="pay"></div>
    <section class="tmn-root"><p class="tmn-note">After</p>
    <input class="tmn-input"><button class="tmn-button" type="button">Other</button></section></main>`,
  )
  return page.goto(`${stack.shopUrl}/around.html`)
}

/** Mounts an order into the page, or into a shadow root of the page, and leaves the handle there. */
async function mountOrder({ page }: Buyer, stack: Stack, into: 'page' | 'shadow root' = 'page') {
  const { publicKey, simulator } = stack
  const options = { publicKey, omiseUrl: simulator.url, authorizeHosts: [simulator.url] }
  const order = await stack.placeOrder()
  return page.evaluateHandle(
    ({ into, ...options }) => {
      const target = document.querySelector('#pay') ?? document.body
      if (into === 'page') return window.TrueMoneyCheckout?.mount(target, options)
      const inner = document.createElement('div')
      target.attachShadow({ mode: 'open' }).append(inner)
      return window.TrueMoneyCheckout?.mount(inner, options)
    },
    { ...options, order, locale: 'th' as const, into },
  )
}

/** The button that opens the checkout above the page, as the script makes it. */
function loadButton({ page }: Buyer, { publicKey, simulator }: Stack): Promise<unknown> {
  const attributes = {
    'data-tmn-checkout': 'button',
    'data-tmn-public-key': publicKey,
    'data-tmn-omise-url': simulator.url,
    'data-tmn-amount': '100000',
    'data-tmn-locale': 'th',
  }
  return page.evaluate((given) => {
    const target = document.querySelector('#pay')
    for (const [name, value] of Object.entries(given)) target?.setAttribute(name, value)
    window.TrueMoneyCheckout?.load()
  }, attributes)
}

/** Everything that the browser knows of the looks of the checkout: each element's place, size and style. */
function looksOfCheckout({ page }: Buyer, root = '[part~="root"]'): Promise<string[]> {
  return page.locator(root).evaluate((root) => {
    const { left, top } = root.getBoundingClientRect()
    return [root, ...root.querySelectorAll('*')].map((element) => {
      const box = element.getBoundingClientRect()
      const place = [box.left - left, box.top - top, box.width, box.height].map(Math.round)
      const style = getComputedStyle(element)
      // Our own properties are what the rest is made of; ids of elements count up.
      const names = [...style].filter((name) => !name.startsWith('--'))
      const values = names.map((name) => `${name}: ${style.getPropertyValue(name)}`)
      return [element.localName, ...place, ...values].join('\n')
    })
  })
}

/** Everything around the checkout: styles of each element, attributes, style sheets. */
function looksOfPage({ page }: Buyer): Promise<string[]> {
  return page.evaluate(() => {
    const isOurs = (element: Element) => element.closest('#pay *') !== null
    const around = [...document.querySelectorAll('*')].filter((element) => !isOurs(element))
    const sizes = /^(block-size|height|perspective-origin|transform-origin|inset|top|bottom)/
    return around
      .map((element) => {
        const style = getComputedStyle(element)
        const names = [...style].filter((name) => !sizes.test(name))
        const values = names.map((name) => `${name}: ${style.getPropertyValue(name)}`)
        const attributes = element.getAttributeNames().map((name) => element.getAttribute(name))
        return [element.localName, ...attributes, ...values].join('\n')
      })
      .concat(`${document.styleSheets.length} ${document.adoptedStyleSheets.length}`)
  })
}

test('looks and works the same whatever a page styles, and changes nothing of it', async ({
  buyer,
  stack,
}) => {
  test.setTimeout(120_000)
  await openPage(buyer, stack)
  await mountOrder(buyer, stack)
  await expect(buyer.phoneField()).toBeVisible()
  const looks = await looksOfCheckout(buyer)
  expect(looks.length).toBeGreaterThan(8)

  for (const around of surroundings) {
    await test.step(around.name, async () => {
      await openPage(buyer, stack, around)
      const before = await looksOfPage(buyer)
      const handle = await mountOrder(buyer, stack)
      await expect(buyer.phoneField()).toBeVisible()
      expect(await looksOfCheckout(buyer), around.name).toEqual(looks)
      expect(await looksOfPage(buyer), around.name).toEqual(before)

      await buyer.submitNumber('02-123-4567')
      await buyer.seesAlert(buyer.texts().fieldProblems.landline)
      await expect(buyer.phoneField()).toBeFocused()
      await handle.evaluate((mounted) => mounted?.unmount())
      expect(await looksOfPage(buyer), around.name).toEqual(before)
      expect(await buyer.page.locator('#pay').innerHTML()).toBe('')
    })
  }
  // The last page hides buttons, and this one is pressed all the same.
  await mountOrder(buyer, stack)
  await buyer.payWith('081-234-5678')
})

test('the button and the overlay look and work the same whatever a page styles', async ({
  buyer,
  stack,
}) => {
  const { page } = buyer
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const opener = page.locator('.tmn-open')
  const open = async (around?: Surroundings) => {
    await openPage(buyer, stack, around)
    await loadButton(buyer, stack)
    const button = await looksOfCheckout(buyer, '.tmn-opener')
    await opener.click()
    await expect(buyer.phoneField()).toBeFocused()
    return [...button, ...(await looksOfCheckout(buyer, 'dialog'))]
  }
  const looks = await open()
  expect(looks.length).toBeGreaterThan(15)

  for (const around of surroundings) {
    await test.step(around.name, async () => {
      expect(await open(around), around.name).toEqual(looks)
      await expect(page.locator('html')).toHaveCSS('overflow-y', 'hidden')
      await buyer.button(buyer.texts().close).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(opener).toBeFocused()
      await expect(page.locator('html')).not.toHaveCSS('overflow-y', 'hidden')
    })
  }
})

test('the button and the overlay are light or dark as the page says, not as the device', async ({
  buyer,
  stack,
}) => {
  const { page } = buyer
  await openPage(buyer, stack)
  await page.evaluate(() => document.documentElement.setAttribute('data-tmn-theme', 'dark'))
  await loadButton(buyer, stack)
  const opener = page.locator('.tmn-open')
  await expect(opener).toHaveCSS('background-color', 'rgb(143, 178, 255)')
  await opener.click()
  await page.mouse.move(0, 0)
  const close = buyer.button(buyer.texts().close)
  await expect(close).toHaveCSS('color', 'rgb(169, 176, 189)')
  await expect(page.locator('[part~="root"]')).toHaveCSS('background-color', 'rgb(23, 25, 31)')
  await close.click()
  await page.evaluate(() => document.documentElement.setAttribute('data-tmn-theme', 'light'))
  await expect(opener).toHaveCSS('background-color', 'rgb(29, 78, 216)')

  // What `open` is told is stronger than the page, and may change.
  await page.evaluate(() => {
    const options = { publicKey: 'pkey_test_1', amount: 2000, locale: 'th' as const }
    const handle = window.TrueMoneyCheckout?.open({ ...options, theme: 'light' })
    handle?.update({ theme: 'dark' })
  })
  await page.mouse.move(0, 0)
  await expect(close).toHaveCSS('color', 'rgb(169, 176, 189)')
  await expect(page.locator('[part~="root"]')).toHaveCSS('background-color', 'rgb(23, 25, 31)')
})

test('looks and works the same inside another shadow root', async ({ buyer, stack }) => {
  await openPage(buyer, stack)
  await mountOrder(buyer, stack)
  await expect(buyer.phoneField()).toBeVisible()
  const looks = await looksOfCheckout(buyer)
  await openPage(buyer, stack, { css: '* { all: unset !important } div { color: red }' })
  const handle = await mountOrder(buyer, stack, 'shadow root')
  await expect(buyer.phoneField()).toBeVisible()
  expect(await looksOfCheckout(buyer)).toEqual(looks)

  await buyer.submitNumber('')
  await expect(buyer.phoneField()).toBeFocused()
  await buyer.page.getByRole('button', { name: 'Other' }).focus()
  await handle.evaluate((mounted) => mounted?.focus())
  await expect(buyer.phoneField()).toBeFocused()
  await buyer.payWith('081-234-5678')
})

test('fits into a column of 280 px, at any size of text', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  for (const size of ['100%', '200%']) {
    const css = `html { font-size: ${size} } main { width: 280px; margin: 0 } body { margin: 0 }`
    await openPage(buyer, stack, { css })
    await mountOrder(buyer, stack)
    await buyer.submitNumber('02-123-4567')
    await buyer.seesAlert(buyer.texts().fieldProblems.landline)
    expect(await overflowing(buyer), size).toEqual([])
    const widths = await buyer.page
      .locator('[part~="root"]')
      .evaluate((root) => root.getBoundingClientRect().width)
    expect(widths).toBe(280)
  }
})

test('fits on a screen of 320 px, also where 1280 px are zoomed to 400 %', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  await buyer.page.setViewportSize({ width: 320, height: 256 })
  await openPage(buyer, stack)
  await mountOrder(buyer, stack)
  await buyer.submitNumber('02-123-4567')
  expect(await overflowing(buyer)).toEqual([])
  expect(await buyer.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    320,
  )
  await buyer.payWith('081-234-5678')
})

test('a checkout in a frame sends the whole page to TrueMoney', { tag: '@phone' }, async ({
  buyer,
  stack,
  strictSite,
}) => {
  const { page } = buyer
  const { publicKey, simulator } = stack
  const order = await stack.placeOrder()
  const inner = strictSite.serveLoosely(
    'inner',
    `<div data-tmn-checkout data-tmn-public-key="${publicKey}" data-tmn-locale="th"
      data-tmn-omise-url="${simulator.url}" data-tmn-authorize-hosts="${simulator.url}"
      data-tmn-order-id="${order.orderId}" data-tmn-order-token="${order.token}"
      data-tmn-amount="${order.amount}"></div>`,
  )
  await page.goto(
    strictSite.serveLoosely(
      'outer',
      `<iframe src="${inner}" title="Payment" height="500"></iframe>`,
    ),
  )
  await page.frameLocator('iframe').getByLabel(buyer.texts().form.phoneLabel).fill('081-234-5678')
  await page.keyboard.press('Enter')
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
})

/** What sticks out of the checkout, or is cut off in it. */
function overflowing({ page }: Buyer): Promise<string[]> {
  return page.locator('[part~="root"]').evaluate((root) => {
    const box = root.getBoundingClientRect()
    return [...root.querySelectorAll(':not(.tmn-live)')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        const sticksOut = left < box.left - 0.5 || right > box.right + 0.5
        // A field scrolls by itself.
        const isCut = element.localName !== 'input' && element.scrollWidth > element.clientWidth + 1
        return sticksOut || isCut
      })
      .map((element) => element.outerHTML.slice(0, 80))
  })
}

test('a QR code from another site, which the page may not read, is opened to be saved', {
  tag: '@desktop',
}, async ({ buyer, stack, strictSite }) => {
  const imageUri = `${stack.shopUrl}/qr.svg`
  const qr = { imageUri, expiresAt: codeFor(90_000).expiresAt }
  await playAnswers(buyer, { charge: { qr }, payment: { status: 'pending', qr } })
  await buyer.page
    .context()
    .route(imageUri, (route) => route.fulfill({ contentType: 'image/svg+xml', body: codePicture }))
  await stack.simulator.setPaymentMethods(['truemoney_qr'])
  const order = await stack.placeOrder()
  const page = strictSite.serveLoosely(
    'qr',
    `<div data-tmn-checkout data-tmn-public-key="${stack.publicKey}" data-tmn-methods="truemoney_qr"
      data-tmn-omise-url="${stack.simulator.url}" data-tmn-authorize-hosts="${stack.simulator.url}"
      data-tmn-locale="th" data-tmn-order-id="${order.orderId}" data-tmn-order-token="${order.token}"
      data-tmn-amount="${order.amount}"></div>`,
  )
  await buyer.page.goto(page)
  await buyer.payButton().click()
  await expect(buyer.page.getByRole('img', { name: buyer.texts().qr.code })).toBeVisible()
  const opened = buyer.page.waitForEvent('popup')
  await buyer.page.getByRole('link', { name: buyer.texts().qr.save }).click()
  await expect(await opened).toHaveURL(imageUri)
})
