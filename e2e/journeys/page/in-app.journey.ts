import type { Page } from 'playwright/test'
import type { Order } from '../../../widget/contract.ts'
import { en } from '../../../widget/locales/en.ts'
import { fill } from '../../../widget/locales/fill.ts'
import { ja } from '../../../widget/locales/ja.ts'
import { th } from '../../../widget/locales/th.ts'
import type { CheckoutOptions } from '../../../widget/options/options.ts'
import { expect, test } from '../../support/journey.ts'
import { createBuyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const webView =
  'Mozilla/5.0 (Linux; Android 14; SM-A546E Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36'
const inApps = {
  LINE: `${iPhone} Safari Line/14.9.0`,
  Facebook: `${webView} [FB_IAB/FB4A;FBAV/468.0.0.35.109;]`,
  Instagram: `${iPhone} Instagram 341.0.3.23.54 (iPhone15,2; iOS 17_5; th_TH; th; scale=3.00; 1179x2556; 618023787)`,
}

/** A merchant's page whose address says nothing of the order. */
async function openSessionPage(
  page: Page,
  stack: Stack,
  order: Order,
  options: Partial<CheckoutOptions> = {},
): Promise<void> {
  stack.servePage(
    'in-app.html',
    `<!doctype html>
      <html lang="en">
      <title>A merchant</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <div id="pay"></div>`,
  )
  await page.goto(`${stack.shopUrl}/in-app.html`)
  await page.evaluate((given) => void window.TrueMoneyCheckout?.mount('#pay', given), {
    publicKey: stack.publicKey,
    omiseUrl: stack.simulator.url,
    authorizeHosts: [stack.simulator.url],
    order,
    ...options,
  })
}

test.describe('inside LINE', () => {
  test.use({ userAgent: inApps.LINE })

  test('the way out is a link that LINE opens in the buyer’s own browser, with the order', {
    tag: '@phone',
  }, async ({ buyer, anotherBrowser, stack }) => {
    const order = await stack.placeOrder()
    await buyer.openCheckout(order)
    await expect(buyer.page.getByText(fill(th.inApp.stay, 'LINE'))).toBeVisible()
    const link = buyer.page.getByRole('link', { name: th.inApp.open })
    const href = (await link.getAttribute('href')) ?? ''
    expect(new URL(href).search).toBe('?openExternalBrowser=1')

    const outside = await anotherBrowser()
    await outside.open(href)
    await expect(outside.phoneField()).toBeVisible()
    await outside.payWith('081-234-5678')
    await outside.decide({ decision: 'successful' })
    await outside.seesSuccess()
    expect(await stack.simulator.charges()).toHaveLength(1)
  })

  test('a buyer who goes on pays as everywhere', async ({ buyer, stack }) => {
    await buyer.leaveForTrueMoney()
    await buyer.decide({ decision: 'successful' })
    await buyer.seesSuccess()
    await expect(buyer.page.getByText(fill(th.inApp.stay, 'LINE'))).toHaveCount(0)
    expect(await stack.simulator.charges()).toHaveLength(1)
  })

  test('there is no link to a page that would show an empty shop elsewhere', async ({
    page,
    stack,
  }) => {
    await openSessionPage(page, stack, await stack.placeOrder())
    await expect(page.getByText(fill(en.inApp.stay, 'LINE'))).toBeVisible()
    await expect(page.getByRole('link', { name: en.inApp.open })).toHaveCount(0)
  })

  test('the merchant says which address shows the order', async ({ page, stack }) => {
    await openSessionPage(page, stack, await stack.placeOrder(), {
      orderUrl: '/pay/7?key=s',
      locale: 'ja',
    })
    await expect(page.getByRole('link', { name: ja.inApp.open })).toHaveAttribute(
      'href',
      `${stack.shopUrl}/pay/7?key=s&openExternalBrowser=1`,
    )
  })
})

test.describe('inside Facebook', () => {
  test.use({ userAgent: inApps.Facebook, permissions: ['clipboard-read', 'clipboard-write'] })

  test('the link is copied, said once, and shows the order elsewhere', async ({
    buyer,
    anotherBrowser,
    stack,
  }) => {
    const { page } = buyer
    const order = await stack.placeOrder()
    await buyer.openCheckout(order)
    await expect(page.getByText(fill(th.inApp.stay, 'Facebook'))).toBeVisible()
    await buyer.button(th.inApp.copy).click()
    await expect(page.getByRole('status').filter({ hasText: th.inApp.copied })).toHaveCount(1)
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(page.url())

    const outside = await anotherBrowser()
    await outside.open(copied)
    await expect(outside.phoneField()).toBeVisible()

    // Nothing of it was in the way.
    await buyer.payWith('081-234-5678')
  })
})

test.describe('inside an app that forbids copying', () => {
  test.use({ userAgent: inApps.Instagram })

  test('the link is there to be copied by hand', async ({ page, stack }) => {
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'clipboard', { value: undefined }),
    )
    const buyer = createBuyer(page, stack)
    await buyer.openCheckout(await stack.placeOrder())
    await buyer.button(th.inApp.copy).click()
    const link = page.getByRole('textbox', { name: th.inApp.byHand })
    await expect(link).toHaveValue(page.url())
    await link.focus()
    const selected = await link.evaluate((field) =>
      field instanceof HTMLTextAreaElement
        ? field.value.slice(field.selectionStart, field.selectionEnd)
        : '',
    )
    expect(selected).toBe(page.url())
    await buyer.payWith('081-234-5678')
  })
})

test.describe('inside a WebView of the merchant’s own, without storage', () => {
  test.use({ userAgent: webView })

  test('nothing is said, and the buyer pays', async ({ page, stack }) => {
    await page.addInitScript(() =>
      Object.defineProperties(window, {
        sessionStorage: { value: null },
        localStorage: { value: null },
      }),
    )
    await openSessionPage(page, stack, await stack.placeOrder())
    const buyer = createBuyer(page, stack, 'en')
    await expect(buyer.phoneField()).toBeVisible()
    await expect(page.locator('.tmn-in-app')).toHaveCount(0)
    await buyer.payWith('081-234-5678')
    expect(await stack.simulator.charges()).toHaveLength(1)
  })
})

test('outside of apps nothing is said of them', async ({ buyer, stack }) => {
  await buyer.openCheckout(await stack.placeOrder())
  await expect(buyer.page.locator('.tmn-in-app')).toHaveCount(0)
})
