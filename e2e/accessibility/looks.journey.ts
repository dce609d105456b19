/** Colours that a merchant chooses, settings that a buyer has, and fingers. */
import { expect, test } from '../support/journey.ts'
import { speak } from '../support/shop-language.ts'
import { type Buyer, createBuyer } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'
import { stylingExample } from '../support/styling-example.ts'

const brands = [
  '#ffd400', // yellow
  '#06c755', // a green that white is not readable on
  '#f60',
  '#e2231a',
  '#ff69b4',
  '#00bcd4',
  '#1d4ed8',
  '#00f',
  '#767676', // where black and white are equal
  '#fff',
  '#000',
  'oklch(70% 0.2 330)',
]

test('text is readable on and beside any brand’s colour, light and dark', async ({
  buyer,
  stack,
}) => {
  await openUnconfirmed(buyer, stack)
  expect(await stack.simulator.charges()).toHaveLength(1)
  // Or a colour is measured on its way to the next.
  await buyer.page.emulateMedia({ reducedMotion: 'reduce' })
  const poor: string[] = []
  for (const theme of ['light', 'dark'] as const)
    for (const brand of brands)
      for (const { what, contrast } of await contrasts(buyer, theme, brand))
        if (contrast < 4.5) poor.push(`${brand}, ${theme}: ${what} ${contrast.toFixed(2)}`)
  expect(poor).toEqual([])
})

test('a colour that the merchant chose for text is taken as it is', async ({ buyer, stack }) => {
  await openPlainCheckout(buyer, stack)
  await setOnPage(buyer, {
    '--tmn-accent': 'rgb(255, 212, 0)',
    '--tmn-accent-text': 'rgb(1, 2, 3)',
  })
  await expect(buyer.payButton()).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(buyer.payButton()).toHaveCSS('background-color', 'rgb(255, 212, 0)')
})

test('a page styles the checkout and its parts', async ({ buyer, stack }) => {
  await openPlainCheckout(buyer, stack)
  await buyer.page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, stylingExample)
  await expect(buyer.payButton()).toHaveCSS('background-color', 'rgb(255, 212, 0)')
  await expect(buyer.payButton()).toHaveCSS('color', 'color(srgb-linear 0 0 0)')
  await expect(buyer.payButton()).toHaveCSS('border-radius', '4px')
  await expect(buyer.payButton()).toHaveCSS('text-transform', 'uppercase')
})

test('a logo that the page supplies takes the place of the wallet', async ({ buyer, stack }) => {
  await openPlainCheckout(buyer, stack)
  const icon = buyer.page.locator('.tmn-title .tmn-icon')
  await expect(icon).toHaveCSS('background-image', 'none')
  const drawn = await icon.screenshot()
  await buyer.page.route('**/logo.svg', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="red" d="M0 0h8v8H0z"/></svg>',
    }),
  )
  await setOnPage(buyer, { '--tmn-logo': 'url(/logo.svg)' })
  await expect(icon).toHaveCSS('background-image', /logo\.svg/)
  expect(await icon.screenshot()).not.toEqual(drawn)
})

test('is light or dark as the page says, else as the buyer’s device', async ({ buyer, stack }) => {
  const { page } = buyer
  const [white, dark] = ['rgb(255, 255, 255)', 'rgb(23, 25, 31)']
  const root = page.locator('[part~="root"]')
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPlainCheckout(buyer, stack)
  const preset = (value: string) =>
    page.evaluate((theme) => document.documentElement.setAttribute('data-tmn-theme', theme), value)
  await preset('light')
  await expect(root).toHaveCSS('background-color', white)
  await expect(root).toHaveCSS('color-scheme', 'light')
  await preset('auto')
  await expect(root).toHaveCSS('background-color', dark)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(root).toHaveCSS('background-color', white)
  await preset('dark')
  await expect(root).toHaveCSS('background-color', dark)
  await expect(root).toHaveCSS('color-scheme', 'dark')
})

test('everything to press is large enough for a finger', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  await openUnconfirmed(buyer, stack)
  const heights = await buyer.page
    .locator('[part~="root"]')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height))
  expect(heights).toHaveLength(2)
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
})

test('what was put into the cart can be pressed again on the smallest screen', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await speak(page.context(), 'en')
  const buyer = createBuyer(page, stack, 'en')
  await buyer.openShop()
  const button = buyer.addButton('layer-cake')
  await button.click()
  await expect(page.locator('#cart-bar')).toBeVisible()
  await expect
    .poll(async () => {
      const [one, bar] = [await button.boundingBox(), await page.locator('#cart-bar').boundingBox()]
      return one && bar && one.y + one.height <= bar.y
    })
    .toBe(true)
})

test('stands still for who asked for that, and moves for the others', async ({ buyer, stack }) => {
  await stack.simulator.fault({
    match: { method: 'POST', path: '/sources' },
    fault: { kind: 'delay', delayMs: 3_000 },
  })
  await buyer.page.emulateMedia({ reducedMotion: 'reduce' })
  await openPlainCheckout(buyer, stack)
  await buyer.submitNumber('081-234-5678')
  const spinner = buyer.page.locator('.tmn-spinner')
  await expect(spinner).toHaveCSS('animation-name', 'tmn-breathe')
  await expect(buyer.button(buyer.texts().form.creating)).toHaveCSS('transition-duration', '0s')
  await buyer.page.emulateMedia({ reducedMotion: 'no-preference' })
  await expect(spinner).toHaveCSS('animation-name', 'tmn-spin')
})

test('keeps its borders where colours are forced', async ({ buyer, stack }) => {
  await buyer.page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
  await openPlainCheckout(buyer, stack)
  await setOnPage(buyer, { '--tmn-accent': '#ffd400', '--tmn-border': 'transparent' })
  const borders = buyer.page.locator('[part~="root"], [part~="input"], [part~="primary"]')
  await expect(borders).toHaveCount(3)
  for (const border of await borders.all()) {
    await expect(border).toHaveCSS('border-top-style', 'solid')
    await expect(border).not.toHaveCSS('border-top-color', /rgba\(.*, 0\)/)
  }
  await buyer.submitNumber('')
  await expect(buyer.phoneField()).toHaveCSS('border-top-width', '3px')
  await expect(buyer.phoneField()).toHaveCSS('outline-style', 'solid')
})

/** A page that chooses no colour for its checkout, unlike the demo shop's. */
async function openPlainCheckout(buyer: Buyer, stack: Stack): Promise<void> {
  const order = await stack.placeOrder()
  stack.servePage(
    'plain.html',
    `<!doctype html><html lang="th"><meta charset="utf-8"><title>A merchant</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.svg">
    <script src="/truemoney-checkout.js" defer></script>
    <main id="pay" data-tmn-checkout data-tmn-public-key="${stack.publicKey}"
      data-tmn-omise-url="${stack.simulator.url}" data-tmn-authorize-hosts="${stack.simulator.url}"
      data-tmn-order-id="${order.orderId}" data-tmn-order-token="${order.token}"
      data-tmn-amount="${order.amount}"></main>`,
  )
  await buyer.open('/plain.html')
  await expect(buyer.phoneField()).toBeVisible()
}

/** The state with all three kinds of buttons. */
async function openUnconfirmed(buyer: Buyer, stack: Stack): Promise<void> {
  await openPlainCheckout(buyer, stack)
  await buyer.payWith('081-234-5678')
  await buyer.page.goBack()
  await buyer.sees(buyer.texts().unconfirmed)
}

function setOnPage({ page }: Buyer, properties: Record<string, string>): Promise<void> {
  return page.evaluate((given) => {
    for (const [name, value] of Object.entries(given))
      document.documentElement.style.setProperty(name, value)
  }, properties)
}

/** Contrasts by WCAG's formula, of the colours as they are painted. */
async function contrasts(buyer: Buyer, theme: string, brand: string) {
  await setOnPage(buyer, { '--tmn-accent': brand })
  await buyer.page.evaluate(
    (value) => document.documentElement.setAttribute('data-tmn-theme', value),
    theme,
  )
  const root = buyer.page.locator('[part~="root"]')
  await expect(root).toHaveAttribute('data-theme', theme)
  return root.evaluate((element) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const luminance = (colour: string): number => {
      if (!context) throw new Error('Expected a canvas.')
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((channel) => {
        const part = channel / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const contrast = (one: string, other: string) => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
      return (light + 0.05) / (dark + 0.05)
    }
    const styleOf = (part: string) => getComputedStyle(element.querySelector(part) ?? element)
    const primary = styleOf('[part~="primary"]')
    const plain = styleOf('[part~="plain"]')
    const tint = styleOf('[part~="badge"]')
    return [
      { what: 'the main button', contrast: contrast(primary.color, primary.backgroundColor) },
      {
        what: 'a plain button',
        contrast: contrast(plain.color, getComputedStyle(element).backgroundColor),
      },
      {
        what: 'a plain button under the mouse',
        contrast: contrast(plain.color, tint.backgroundColor),
      },
    ]
  })
}
