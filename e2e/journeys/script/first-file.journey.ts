/** What a buyer has before the rest of the script is there, and what happens when it comes late, wrong, or never. */
import type { Page, Route } from 'playwright/test'
import { en } from '../../../widget/locales/en.ts'
import { ja } from '../../../widget/locales/ja.ts'
import { th } from '../../../widget/locales/th.ts'
import { expect, type ScriptPage, test } from '../../support/script-page.ts'
import { isWhole, watchForWhole } from '../../support/whole-checkout.ts'

const script = '<script src="/truemoney-checkout.js" defer></script>'
const payFile = '**/truemoney-checkout-pay.*.js*'
const inline = ({ attributes }: ScriptPage, more = '') =>
  `<div id="pay" data-tmn-checkout ${attributes} data-tmn-amount="100000" ${more}></div>`

/** Holds the file that pays back; answers how to let it through. */
async function hold(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = []
  let isHeld = true
  await page.route(payFile, (route) => (isHeld ? void held.push(route) : route.fallback()))
  return async () => {
    isHeld = false
    for (const route of held.splice(0)) await route.fallback()
  }
}

/** The shadow tree as text, without what counts up or is spelled in another order. */
const markup = ({ page }: ScriptPage, root = '.tmn-root') =>
  page.locator(root).evaluate((root) => {
    const read = (node: Node): string => {
      if (!(node instanceof Element)) return node.textContent ?? ''
      const attributes = [...node.attributes]
        .map(({ name, value }) => `${name}="${value.replace(/tmn-\d+/g, 'tmn-N')}"`)
        .toSorted()
      return `<${[node.localName, ...attributes].join(' ')}>${[...node.childNodes].map(read).join('')}\n`
    }
    return read(root)
  })
for (const [locale, texts, theme] of [
  ['th', th, 'light'],
  ['en', en, 'dark'],
  ['ja', ja, 'auto'],
] as const)
  test(`the first form is the whole one, in ${locale} and ${theme}`, async ({ scriptPage }) => {
    const { page } = scriptPage
    await watchForWhole(page)
    const release = await hold(page)
    await scriptPage.open(
      `${script}<main data-tmn-theme="${theme}">${inline(scriptPage, `data-tmn-locale="${locale}"`)}</main>`,
    )
    await expect(page.getByLabel(texts.form.phoneLabel)).toBeVisible()
    const first = await markup(scriptPage)
    await release()
    await isWhole(page)
    expect(await markup(scriptPage)).toBe(first)
  })

test('the first look at a payment is the whole one, too', async ({ scriptPage, stack }) => {
  const { page } = scriptPage
  await watchForWhole(page)
  const release = await hold(page)
  // The server never answers: the checkout goes on looking.
  await page.route('**/api/orders/**', () => {})
  await scriptPage.open(
    `${script}<div data-tmn-checkout ${scriptPage.attributes} data-tmn-server-url="${stack.shopUrl}"></div>`,
    '#tmn-order=ord_1&tmn-token=secret',
  )
  await expect(page.getByRole('heading', { name: 'Checking your payment' })).toBeVisible()
  const first = await markup(scriptPage)
  await release()
  await isWhole(page)
  expect(await markup(scriptPage)).toBe(first)
})

test('a field keeps its number, caret and focus when the rest comes', async ({ scriptPage }) => {
  const { page } = scriptPage
  await watchForWhole(page)
  const release = await hold(page)
  await scriptPage.open(script + inline(scriptPage))
  const field = scriptPage.field()
  await field.pressSequentially('081234')
  await field.press('ArrowLeft')
  const before = await field.evaluateHandle((element) => element)
  await release()
  await isWhole(page)
  const after = await field.evaluate((element: HTMLInputElement, before) => {
    const root = element.getRootNode()
    return {
      isSame: element === before,
      isFocused: root instanceof ShadowRoot && root.activeElement === element,
      value: element.value,
      caret: element.selectionStart,
    }
  }, before)
  expect(after).toEqual({ isSame: true, isFocused: true, value: '081-234', caret: 6 })
  await field.press('5')
  await expect(field).toHaveValue('081-235-4')
})

test('a number typed early is the first order’s alone', async ({ scriptPage }) => {
  const { page, options } = scriptPage
  await watchForWhole(page)
  const release = await hold(page)
  await scriptPage.open(`${script}<div id="pay"></div>`)
  const handle = await page.evaluateHandle((given) => {
    const order = { orderId: 'ord_1', token: 'one', amount: 2000 }
    return window.TrueMoneyCheckout?.mount('#pay', { ...given, order, locale: 'en' })
  }, options)
  await scriptPage.field().fill('081-234')
  await release()
  await isWhole(page)
  await handle.evaluate((mounted) => mounted?.update({ locale: 'ja' }))
  await expect(page.getByRole('textbox')).toHaveValue('081-234')
  await handle.evaluate((mounted) =>
    mounted?.update({ order: { orderId: 'ord_2', token: 'two', amount: 3000 } }),
  )
  await expect(page.getByRole('textbox')).toHaveValue('')
})

test('a number that is sent before the rest is there is paid with once, when it is', async ({
  scriptPage,
  stack,
  merchant,
}) => {
  const { page } = scriptPage
  const release = await hold(page)
  await scriptPage.open(
    `${script}<form action="/charge" method="post">${inline(scriptPage)}</form>`,
  )
  await scriptPage.pay()
  await expect(scriptPage.payButton()).toHaveText('Preparing your payment…')
  await expect(scriptPage.payButton()).toHaveAttribute('aria-disabled', 'true')
  await scriptPage.payButton().click({ force: true })
  await scriptPage.field().press('Enter')
  await release()
  await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
  expect(merchant.posted).toHaveLength(1)
  expect((await stack.simulator.state()).sources).toHaveLength(1)
})

test('a file that does not come is said, costs no digit, and is tried again', async ({
  scriptPage,
  trouble,
}) => {
  const { page } = scriptPage
  trouble.announce(/Failed to load resource|net::ERR_FAILED/)
  const told: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') told.push(message.text())
  })
  await page.route(payFile, (route) => route.abort())
  await page.addInitScript(() => {
    document.addEventListener('tmn:error', (event) => {
      document.documentElement.dataset.error = Reflect.get(event, 'detail').code
    })
  })
  await scriptPage.open(script + inline(scriptPage))
  await scriptPage.pay()
  await expect(page.getByRole('alert')).toHaveText(/couldn’t connect.*not been charged/)
  await expect(scriptPage.field()).toHaveValue('081-234-5678')
  await expect(scriptPage.payButton()).toHaveText('Pay ฿1,000.00')
  await expect(page.locator('html')).toHaveAttribute('data-error', 'script_incomplete')
  expect(told.join()).toContain('Put all files of one build in the same place')

  await page.unroute(payFile)
  const source = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('tmn:source', (event) => resolve(Reflect.get(event, 'detail')))
      }),
  )
  await scriptPage.payButton().click()
  expect(await source).toMatch(/^src_/)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a file of other content than the first was built with is not run', async ({
  scriptPage,
  trouble,
}) => {
  const { page } = scriptPage
  trouble.announce(/digest.*integrity|integrity.*digest/i)
  await page.route(payFile, (route) =>
    route.fulfill({ body: 'window.isForeign = true', contentType: 'text/javascript' }),
  )
  await scriptPage.open(script + inline(scriptPage))
  await scriptPage.pay()
  await expect(page.getByRole('alert')).toBeVisible()
  expect(await page.evaluate(() => 'isForeign' in window)).toBe(false)
})

test('what a page asks of a checkout before the rest is there is done', async ({ scriptPage }) => {
  const { page, options } = scriptPage
  const release = await hold(page)
  await scriptPage.open(`${script}<div id="pay"></div><div id="other"></div>`)
  await page.evaluate((options) => {
    const api = window.TrueMoneyCheckout
    const first = api?.mount('#pay', { ...options, amount: 2000, locale: 'en' })
    first?.update({ amount: 3000 })
    first?.focus()
    api?.mount('#other', { ...options, amount: 2000, locale: 'en' }).unmount()
    api?.mount('#other', { ...options, amount: 5000, locale: 'th' })
    Object.assign(window, { first })
  }, options)
  await expect(scriptPage.field()).toBeFocused()
  expect(
    await page.evaluate(() => {
      try {
        Reflect.get(window, 'first').update({ amount: 1.5 })
        return 'nothing was thrown'
      } catch (error) {
        return String(error)
      }
    }),
  ).toContain('amount: expected a whole number of satang above 0')
  await release()
  await expect(page.locator('#pay').getByRole('button')).toHaveText('Pay ฿30.00')
  await expect(page.locator('#other').getByRole('button')).toHaveText('ชำระ ฿50.00')
  await page.evaluate(() => Reflect.get(window, 'first').unmount())
  await expect(page.locator('#pay .tmn-root')).toHaveCount(0)
})

test('a page may clean its address while the rest is on its way', async ({ scriptPage, stack }) => {
  const { page } = scriptPage
  await watchForWhole(page)
  const release = await hold(page)
  const asked = page.waitForRequest('**/api/orders/ord_1/payment')
  await page.route('**/api/orders/**', () => {})
  await scriptPage.open(
    `${script}<div data-tmn-checkout ${scriptPage.attributes} data-tmn-server-url="${stack.shopUrl}"></div>`,
    '#tmn-order=ord_1&tmn-token=secret',
  )
  await expect(page.getByRole('heading', { name: 'Checking your payment' })).toBeVisible()
  await page.evaluate(() => history.replaceState(null, '', location.pathname))
  await release()
  await isWhole(page)
  await asked
})

test('a checkout that is taken off the page early stays away', async ({ scriptPage }) => {
  const { page } = scriptPage
  const release = await hold(page)
  await scriptPage.open(script + inline(scriptPage))
  await expect(scriptPage.field()).toBeVisible()
  await page.evaluate(() => {
    const gone = document.querySelector('#pay')
    Object.assign(window, { gone })
    gone?.remove()
  })
  await release()
  await page.waitForLoadState('networkidle')
  const left = await page.evaluate(() => Reflect.get(window, 'gone').children.length)
  expect(left).toBe(0)
})

test('wrong words are reported once the checks are loaded', async ({ scriptPage }) => {
  const { page, options } = scriptPage
  await scriptPage.open(`${script}<div id="pay"></div>`)
  const message = await page.evaluate(
    (options) =>
      new Promise((resolve) => {
        const texts: object = { en: { form: { titel: 'Pay' } } }
        const onError = (error: Error) => resolve(error.message)
        window.TrueMoneyCheckout?.mount('#pay', { ...options, amount: 2000, texts, onError })
      }),
    options,
  )
  expect(message).toContain('did you mean texts.en.form.title?')
})

test('an overlay that is opened early opens when it can, and one that is closed early does not', async ({
  scriptPage,
}) => {
  const { page, options } = scriptPage
  const release = await hold(page)
  await scriptPage.open(script)
  await page.evaluate((options) => {
    const api = window.TrueMoneyCheckout
    const closed: string[] = []
    Object.assign(window, { told: closed })
    const onClosed = ({ by }: { by: string }) => void closed.push(by)
    const first = api?.open({ ...options, amount: 2000, locale: 'en', onClosed })
    const second = api?.open({ ...options, amount: 3000, locale: 'en', onClosed })
    first?.close()
    second?.update({ amount: 4000 })
  }, options)
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'told'))).toEqual(['page'])
  await release()
  await expect(scriptPage.overlay()).toHaveCount(1)
  await expect(scriptPage.payButton()).toHaveText('Pay ฿40.00')
  await page.keyboard.press('Escape')
  await expect(scriptPage.overlay()).toHaveCount(0)
  // The page's history comes first.
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'told')))
    .toEqual(['page', 'buyer'])
})

test('a button is there at once, and pressed early it opens when it can', async ({
  scriptPage,
}) => {
  const { page, attributes } = scriptPage
  const release = await hold(page)
  await scriptPage.open(
    `${script}<div data-tmn-checkout="button" ${attributes} data-tmn-amount="2000"></div>`,
  )
  const button = page.getByRole('button', { name: 'Pay with TrueMoney' })
  const first = await markup(scriptPage, '.tmn-opener')
  await button.click()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await release()
  await expect(scriptPage.overlay()).toHaveCount(1)
  expect(await markup(scriptPage, '.tmn-opener')).toBe(first)
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})

test('one request makes the field usable, and a buyer who only looks loads nothing to pay with', async ({
  scriptPage,
}) => {
  const { page } = scriptPage
  await watchForWhole(page)
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  const names = () =>
    requests
      .filter((path) => path !== '/page.html')
      .map((path) => path.replace(/\.[0-9a-f]{8}\./, '.#.'))
  const release = await hold(page)
  await scriptPage.open(script + inline(scriptPage))
  await expect(scriptPage.field()).toBeVisible()
  expect(names()[0]).toBe('/truemoney-checkout.js')
  await release()
  await isWhole(page)
  expect(names().slice(1).toSorted()).toEqual([
    '/truemoney-checkout-en.#.js',
    '/truemoney-checkout-pay.#.js',
  ])
  await scriptPage.field().focus()
  await expect.poll(() => names().slice(3)).toEqual(['/truemoney-checkout-clients.#.js'])
})

test('a number waits for what it is sent with, and is not lost where that does not come', async ({
  scriptPage,
  stack,
  trouble,
}) => {
  const { page } = scriptPage
  trouble.announce(/Failed to load resource|net::ERR_FAILED/)
  await watchForWhole(page)
  const clients = '**/truemoney-checkout-clients.*.js*'
  await page.route(clients, (route) => route.abort())
  await scriptPage.open(
    `${script}<form action="/charge" method="post">${inline(scriptPage)}</form>`,
  )
  await isWhole(page)
  await scriptPage.pay()
  await expect(scriptPage.payButton()).toHaveText('Preparing your payment…')
  await expect(page.getByRole('alert')).toHaveText(/couldn’t connect.*not been charged/)
  await expect(scriptPage.field()).toHaveValue('081-234-5678')
  expect((await stack.simulator.state()).sources).toHaveLength(0)
  await page.unroute(clients)
  await scriptPage.payButton().click()
  await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
  expect((await stack.simulator.state()).sources).toHaveLength(1)
})

test('a checkout speaks on in one language until the other has come', async ({
  scriptPage,
  trouble,
}) => {
  const { page } = scriptPage
  trouble.announce(/Failed to load resource|net::ERR_FAILED/)
  await watchForWhole(page)
  const japanese = '**/truemoney-checkout-ja.*.js*'
  await page.route(japanese, (route) => route.abort())
  await scriptPage.open(`${script}<main lang="en">${inline(scriptPage)}</main>`)
  await isWhole(page)
  const speakJapanese = () =>
    page.evaluate(() => document.querySelector('main')?.setAttribute('lang', 'ja'))
  const failed = page.waitForEvent('requestfailed')
  await speakJapanese()
  await failed
  await expect(page.getByRole('heading', { name: en.form.title })).toBeVisible()
  await expect(page.locator('.tmn-root')).toHaveAttribute('lang', 'en')
  await page.unroute(japanese)
  await expect(page.getByRole('heading', { name: ja.form.title })).toBeVisible()
  await expect(page.locator('.tmn-root')).toHaveAttribute('lang', 'ja')
})

test('an overlay that gets another language says all of it', async ({ scriptPage }) => {
  const { page, options } = scriptPage
  await scriptPage.open(script)
  await page.evaluate((options) => {
    const overlay = window.TrueMoneyCheckout?.open({ ...options, amount: 2000, locale: 'en' })
    Object.assign(window, { overlay })
  }, options)
  await expect(page.getByRole('button', { name: en.close })).toBeVisible()
  await page.evaluate(() => Reflect.get(window, 'overlay').update({ locale: 'th' }))
  await expect(page.getByRole('dialog', { name: th.form.title })).toBeVisible()
  await expect(page.getByRole('button', { name: th.close })).toBeVisible()
})

test('wrong words that come later are reported once the checks are loaded', async ({
  scriptPage,
}) => {
  const { page, options } = scriptPage
  await watchForWhole(page)
  await scriptPage.open(`${script}<div id="pay"></div>`)
  const told = page.waitForEvent('console', (message) => message.text().includes('did you mean'))
  const handle = await page.evaluateHandle(
    (given) => window.TrueMoneyCheckout?.mount('#pay', { ...given, amount: 2000, locale: 'en' }),
    options,
  )
  await isWhole(page)
  await handle.evaluate((mounted) =>
    mounted?.update({ texts: JSON.parse('{"en": {"form": {"titel": "Pay"}}}') }),
  )
  expect((await told).text()).toContain('did you mean texts.en.form.title?')
  await expect(page.getByRole('heading', { name: en.form.title })).toBeVisible()
})
