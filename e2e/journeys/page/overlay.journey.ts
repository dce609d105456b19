import type { Page } from 'playwright/test'
import { en } from '../../../widget/locales/en.ts'
import { th } from '../../../widget/locales/th.ts'
import { expect, type ScriptPage, test } from '../../support/script-page.ts'
import { createBuyer } from '../../support/shop-page.ts'

/** A page with an opener far down, long enough to scroll, which writes down what it is told. */
async function openShopPage({ open, options }: ScriptPage, query = '?basket'): Promise<void> {
  await open(
    `<style>main { height: 300vh; padding-top: 20vh } html { scroll-behavior: auto }</style>
    <script src="/truemoney-checkout.js"></script>
    <script>
      window.told = []
      window.heard = []
      window.options = { ...${JSON.stringify(options)}, amount: 100000, onClosed: ({ by }) => told.push('closed by ' + by) }
      addEventListener('popstate', ({ state }) => heard.push(JSON.stringify(state)))
      document.addEventListener('tmn:closed', ({ detail }) => told.push('tmn:closed ' + detail.by))
    </script>
    <main><button type="button" onclick="window.handle = TrueMoneyCheckout.open(options)">Open</button></main>`,
    query,
  )
}

const opener = (page: Page) => page.locator('main button')
const told = (page: Page) => page.evaluate<string[]>('told')
const call = (page: Page, code: string) => page.evaluate<unknown>(code)
const scrolls = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).overflowY !== 'hidden')

/** An older browser: a phone's back button knows nothing of dialogs there. */
const withoutCloseWatcher = (page: Page) =>
  page.addInitScript(() => Reflect.deleteProperty(window, 'CloseWatcher'))

const closings: [name: string, by: string, close: (page: ScriptPage) => Promise<unknown>][] = [
  ['Esc', 'buyer', ({ page }) => page.keyboard.press('Escape')],
  [
    'its button',
    'buyer',
    ({ overlay }) => overlay().getByRole('button', { name: en.close, exact: true }).click(),
  ],
  ['the page’s close()', 'page', ({ page }) => call(page, 'handle.close()')],
  ['the page’s unmount()', 'page', ({ page }) => call(page, 'handle.unmount()')],
  [
    'the page, which takes it away',
    'page',
    ({ page }) => call(page, 'document.querySelector("body > .tmn-host").remove()'),
  ],
]
for (const [name, by, close] of closings) {
  test(`the overlay is closed by ${name}, once, and the page is as it was`, async ({
    scriptPage,
  }) => {
    const { page } = scriptPage
    await openShopPage(scriptPage)
    const before = await page.evaluate(() => [document.body.children.length, history.length])
    await opener(page).click()
    await expect(scriptPage.overlay()).toBeVisible()
    await expect(scriptPage.field()).toBeFocused()
    expect(await scrolls(page)).toBe(false)

    await close(scriptPage)
    await expect(scriptPage.overlay()).toHaveCount(0)
    await expect(opener(page)).toBeFocused()
    // The browser closes its dialog first, and tells it in a task of its own.
    await expect.poll(() => scrolls(page)).toBe(true)
    await call(
      page,
      'handle.close(); handle.unmount(); handle.focus(); handle.update({ amount: 1 })',
    )
    await expect.poll(() => told(page)).toEqual([`tmn:closed ${by}`, `closed by ${by}`])
    expect(await page.evaluate(() => [document.body.children.length, history.length])).toEqual(
      before,
    )
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
    await page.mouse.wheel(0, 300)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
  })
}

test.describe('where back knows nothing of dialogs', { tag: '@phone' }, () => {
  test.beforeEach(({ page }) => withoutCloseWatcher(page))

  test('the phone’s back button closes the overlay, and the page’s router hears nothing new', async ({
    scriptPage,
  }) => {
    const { page } = scriptPage
    await openShopPage(scriptPage)
    await call(page, "history.replaceState({ router: 7 }, '')")
    await opener(page).click()
    await expect(scriptPage.overlay()).toBeVisible()
    expect(await call(page, 'history.state.router')).toBe(7)
    await page.goBack()
    await expect(scriptPage.overlay()).toHaveCount(0)
    await expect(opener(page)).toBeFocused()
    expect(page.url()).toContain('?basket')
    expect(await call(page, 'history.state')).toEqual({ router: 7 })
    await expect.poll(() => told(page)).toEqual(['tmn:closed buyer', 'closed by buyer'])
    // Chromium calls a window's listeners in the order they came, so that an older one cannot be spared.
    expect(['[]', '["{\\"router\\":7}"]']).toContain(JSON.stringify(await call(page, 'heard')))
  })

  test('closed otherwise, it leaves nothing to go back to', async ({ scriptPage }) => {
    const { page } = scriptPage
    await openShopPage(scriptPage, '?before')
    await openShopPage(scriptPage)
    await opener(page).click()
    await expect(scriptPage.overlay()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect.poll(() => told(page)).toEqual(['tmn:closed buyer', 'closed by buyer'])
    await page.goBack()
    expect(page.url()).toContain('?before')
  })

  test('opened again at once it is there, and back closes it', async ({ scriptPage }) => {
    const { page } = scriptPage
    await openShopPage(scriptPage)
    await opener(page).click()
    await expect(scriptPage.overlay()).toBeVisible()
    await call(page, 'handle.close(); window.handle = TrueMoneyCheckout.open(options)')
    await expect.poll(() => told(page)).toEqual(['tmn:closed page', 'closed by page'])
    await expect.poll(() => call(page, 'history.state !== null')).toBe(true)
    await expect(scriptPage.overlay()).toBeVisible()
    await page.goBack()
    await expect(scriptPage.overlay()).toHaveCount(0)
    expect(page.url()).toContain('?basket')
  })

  test('entries of the page’s own, made meanwhile, stay', async ({ scriptPage }) => {
    const { page } = scriptPage
    await openShopPage(scriptPage)
    await opener(page).click()
    await expect(scriptPage.overlay()).toBeVisible()
    await call(page, "history.pushState({ router: 8 }, '', '?thanks'); handle.close()")
    await expect.poll(() => told(page)).toEqual(['tmn:closed page', 'closed by page'])
    expect(page.url()).toContain('?thanks')

    // The same in the other order.
    await call(page, 'window.handle = TrueMoneyCheckout.open(options); told.length = 0')
    await call(page, "handle.close(); history.pushState({ router: 9 }, '', '?later')")
    await expect.poll(() => told(page)).toEqual(['tmn:closed page', 'closed by page'])
    expect(page.url()).toContain('?later')
    expect(await call(page, 'history.state')).toEqual({ router: 9 })
  })
})

test('an app’s WebView, which takes back for its own history, gets an entry as well', async ({
  scriptPage,
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'userAgent', {
      get: () => 'Mozilla/5.0 (Linux; Android 14; SM-A155F; wv) Chrome/130.0.0.0 Line/14.0',
    }),
  )
  await openShopPage(scriptPage)
  await opener(page).click()
  await expect(scriptPage.overlay()).toBeVisible()
  await page.goBack()
  await expect(scriptPage.overlay()).toHaveCount(0)
  expect(page.url()).toContain('?basket')
})

test('a second overlay takes the place of the first', async ({ scriptPage }) => {
  const { page } = scriptPage
  await openShopPage(scriptPage)
  await opener(page).click()
  await call(page, 'TrueMoneyCheckout.open({ ...options, amount: 5000, onClosed: undefined })')
  await expect(scriptPage.overlay()).toHaveCount(1)
  await expect(scriptPage.payButton()).toHaveText('Pay ฿50.00')
  expect(await told(page)).toEqual(['tmn:closed page', 'closed by page'])
  await page.keyboard.press('Escape')
  await expect(opener(page)).toBeFocused()
})

test('wrong options open nothing, close nothing and are reported', async ({ scriptPage }) => {
  const { page } = scriptPage
  await openShopPage(scriptPage)
  await opener(page).click()
  for (const options of [
    '{ ...options, amount: 0 }',
    'undefined',
    '{ publicKey: "skey_test_1" }',
  ]) {
    const message = await call(
      page,
      `try { TrueMoneyCheckout.open(${options}) } catch (error) { String(error) }`,
    )
    expect(message).toMatch(/^CheckoutError: .*expected/is)
  }
  await expect(scriptPage.overlay()).toHaveCount(1)
  expect(await told(page)).toEqual([])
})

test('its names are said in the page’s language or the one that is asked for', async ({
  scriptPage,
}) => {
  const { page } = scriptPage
  await openShopPage(scriptPage)
  await opener(page).click()
  await expect(scriptPage.overlay()).toHaveAccessibleName(en.form.title)
  await call(page, "handle.update({ locale: 'th' })")
  await expect(scriptPage.overlay()).toHaveAccessibleName(th.form.title)
  await page.getByRole('button', { name: th.close, exact: true }).click()
  await expect(scriptPage.overlay()).toHaveCount(0)
})

test('closed while a source is being made, it gives the request up, and opens as new', async ({
  scriptPage,
  stack,
}) => {
  const { page } = scriptPage
  const givenUp: string[] = []
  page.on('requestfailed', (request) => givenUp.push(request.url()))
  await page.route(`${stack.simulator.url}/sources`, () => {})
  await openShopPage(scriptPage)
  await opener(page).click()
  const asked = page.waitForRequest(`${stack.simulator.url}/sources`)
  await scriptPage.pay()
  await asked
  await page.keyboard.press('Escape')
  await expect.poll(() => givenUp).toEqual([`${stack.simulator.url}/sources`])
  await expect(opener(page)).toBeFocused()

  await page.unroute(`${stack.simulator.url}/sources`)
  await opener(page).click()
  await expect(scriptPage.field()).toHaveValue('')
  await scriptPage.pay()
  await expect(scriptPage.payButton()).toHaveText(en.form.handedOver)
  expect((await stack.simulator.state()).sources).toHaveLength(1)
})

test('closed while the charge is being made, it asks first when it opens again, and is paid once', async ({
  page,
  stack,
}) => {
  const order = await stack.placeOrder()
  stack.servePage(
    'overlay.html',
    `<!doctype html><html lang="en"><title>A shop</title><link rel="icon" href="/favicon.svg">
    <script src="/truemoney-checkout.js"></script><main><button type="button">Open</button></main>`,
  )
  const buyer = createBuyer(page, stack, 'en')
  await buyer.open('/overlay.html')
  const open = () =>
    page.evaluate((options) => void window.TrueMoneyCheckout?.open(options), {
      publicKey: stack.publicKey,
      omiseUrl: stack.simulator.url,
      authorizeHosts: [stack.simulator.url],
      order,
    })
  await open()
  // The server gets the request; its answer comes when nobody waits any more.
  let answered = () => {}
  const isClosed = new Promise<void>((resolve) => {
    answered = resolve
  })
  await page.route('**/api/orders/*/charge', async (route) => {
    const response = await route.fetch()
    await isClosed
    await route.fulfill({ response }).catch(() => {})
  })
  await buyer.submitNumber('081-234-5678')
  await expect.poll(async () => (await stack.simulator.charges()).length).toBe(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  answered()

  await open()
  await buyer.sees(en.unconfirmed)
  await buyer.button(en.unconfirmed.continue).click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})
