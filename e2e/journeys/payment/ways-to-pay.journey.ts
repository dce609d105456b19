/** The checkout where a shop offers more than a phone number: what is shown first, and what becomes of it. */
import { readFile } from 'node:fs/promises'
import type { Order } from '../../../widget/contract.ts'
import { en } from '../../../widget/locales/en.ts'
import { fill } from '../../../widget/locales/fill.ts'
import { th } from '../../../widget/locales/th.ts'
import type { CheckoutOptions } from '../../../widget/options/options.ts'
import { expect, test } from '../../support/journey.ts'
import { codeFor, playAnswers } from '../../support/method-scenes.ts'
import { authorizeTexts, type Buyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'

const app = 'truemoney_jumpapp'
const phone = 'truemoney'

/** A page of the shop's that offers these methods; the way back is the shop's own. */
async function openWith(
  { page }: Buyer,
  stack: Stack,
  methods: NonNullable<CheckoutOptions['methods']>,
  options: Partial<CheckoutOptions> = {},
  head = '',
): Promise<Order> {
  await stack.simulator.setPaymentMethods([app, phone, 'truemoney_qr'])
  const order = await stack.placeOrder()
  stack.servePage(
    'ways.html',
    `<!doctype html>
      <html lang="en">
      <meta name="viewport" content="width=device-width">
      <title>A shop</title>
      ${head}
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <main><div id="pay"></div></main>`,
  )
  await page.goto(`${stack.shopUrl}/ways.html`)
  await page.evaluate((given) => void window.TrueMoneyCheckout?.mount('#pay', given), {
    publicKey: stack.publicKey,
    omiseUrl: stack.simulator.url,
    authorizeHosts: [stack.simulator.url],
    order,
    methods,
    ...options,
  })
  return order
}

const pay = ({ page }: Buyer) => page.getByRole('button', { name: fill(en.form.pay, '').trim() })

test('the app alone is a button and one sentence, and pays', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  await openWith(buyer, stack, [app], { locale: 'en' })
  await expect(buyer.page.getByText(en.app.onComputer)).toBeVisible()
  await expect(buyer.page.getByRole('textbox')).toHaveCount(0)
  await expect(buyer.page.getByRole('button', { name: en.otherWay.truemoney })).toHaveCount(0)
  // Nothing runs against the buyer before they have pressed the button.
  expect((await stack.simulator.state()).sources).toEqual([])

  await pay(buyer).click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await expect(buyer.page.getByRole('heading', { name: th.successful.title })).toBeVisible()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test.describe('on a phone', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile' })

  test('the sentence is about the app that opens', async ({ buyer, stack }) => {
    await openWith(buyer, stack, [app], { locale: 'en' })
    await expect(buyer.page.getByText(en.app.onPhone)).toBeVisible()
  })
})

test('the other way is one press away, and leaves one charge', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  await openWith(buyer, stack, [app, phone], { locale: 'en' })
  await buyer.button(en.otherWay.truemoney).click()
  const field = buyer.page.getByLabel(en.form.phoneLabel)
  await expect(field).toBeFocused()
  await field.fill('081-234-5678')
  await pay(buyer).click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  const charges = await stack.simulator.charges()
  expect(charges).toMatchObject([{ status: 'successful', source: { phone_number: '0812345678' } }])
})

test('keys alone lead through both ways', async ({ buyer, stack }) => {
  await openWith(buyer, stack, [app, phone], { locale: 'en' })
  await expect(buyer.page.getByText(en.app.onComputer)).toBeVisible()
  await buyer.page.keyboard.press('Tab')
  await expect(pay(buyer)).toBeFocused()
  await buyer.page.keyboard.press('Tab')
  await expect(buyer.button(en.otherWay.truemoney)).toBeFocused()
  await buyer.page.keyboard.press('Enter')
  await expect(buyer.page.getByLabel(en.form.phoneLabel)).toBeFocused()
})

test('a button pressed twice makes one charge', async ({ buyer, stack }) => {
  await openWith(buyer, stack, [app], { locale: 'en' })
  await pay(buyer).dblclick()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('a buyer whose app failed sees it where they come back, and tries again', async ({
  buyer,
  stack,
}) => {
  await openWith(buyer, stack, [app], { locale: 'en' })
  await pay(buyer).click()
  await buyer.arriveAtTrueMoney()
  await buyer.page.getByLabel(authorizeTexts.failureCode).selectOption('insufficient_balance')
  await buyer.button(authorizeTexts.markFailed).click()
  await buyer.seesFailure(th.failures.insufficient_balance)
})

test('the result shows in the page that was left, when the buyer came back in another browser', async ({
  buyer,
  stack,
  anotherBrowser,
}) => {
  await openWith(buyer, stack, [app], {
    locale: 'en',
    authorizeHosts: [stack.simulator.url, 'truemoney://'],
  })
  // The answer sends the buyer into an app that this computer does not have.
  await buyer.page.route('**/api/orders/*/charge', async (route) => {
    await route.fetch()
    await route.fulfill({ json: { authorizeUri: 'truemoney://pay?ref=1' } })
  })
  await pay(buyer).click()
  await expect(buyer.button(en.app.openAgain)).toBeVisible()
  await expect(buyer.heading(en.app.waiting.title)).toBeFocused()

  const [charge] = await stack.simulator.charges()
  if (!charge) throw new Error('Expected a charge.')
  const other = await anotherBrowser()
  await other.page.goto(charge.authorize_uri)
  await other.page.getByRole('button', { name: authorizeTexts.markSuccessful }).click()
  await other.seesSuccess()
  await expect(buyer.heading(en.successful.title)).toBeVisible()
})

test('an app’s scheme that the shop has not allowed is not followed', async ({ buyer, stack }) => {
  await openWith(buyer, stack, [app], { locale: 'en' })
  await buyer.page.route('**/api/orders/*/charge', (route) =>
    route.fulfill({ json: { authorizeUri: 'truemoney://pay?ref=1' } }),
  )
  await pay(buyer).click()
  await buyer.seesAlert(en.formErrors.authorize_uri_refused)
})

test.describe('inside LINE', () => {
  test.use({
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari Line/14.9.0',
  })

  test('the way out comes first, in words about the app', { tag: '@phone' }, async ({
    buyer,
    stack,
  }) => {
    await openWith(buyer, stack, [app], { locale: 'en', orderUrl: '/pay/7' })
    const way = buyer.page.getByRole('link', { name: en.app.inApp.open })
    await expect(way).toBeVisible()
    const [top, button] = [await way.boundingBox(), await pay(buyer).boundingBox()]
    expect(top?.y).toBeLessThan(button?.y ?? 0)
    await expect(buyer.page.getByText(fill(en.app.inApp.stay, 'LINE'))).toBeVisible()
  })

  for (const methods of [
    [app, phone],
    [phone, app],
  ] as const)
    test(`the way out takes the place of another way to pay: two actions, with ${methods[0]} first`, {
      tag: '@desktop',
    }, async ({ buyer, stack }) => {
      await openWith(buyer, stack, methods, { locale: 'en', orderUrl: '/pay/7' })
      const checkout = buyer.page.locator('.tmn-root')
      await expect(pay(buyer)).toBeVisible()
      await expect(checkout.getByRole('link')).toHaveCount(1)
      await expect(checkout.getByRole('button')).toHaveCount(1)
    })

  test('another way to pay stays where there is no way out', { tag: '@desktop' }, async ({
    buyer,
    stack,
  }) => {
    await openWith(buyer, stack, [app, phone], { locale: 'en' })
    await expect(buyer.button(en.otherWay.truemoney)).toBeVisible()
  })

  test('a QR code asks for no one-time password', { tag: '@desktop' }, async ({ buyer, stack }) => {
    await openWith(buyer, stack, ['truemoney_qr'], { locale: 'en', orderUrl: '/pay/7' })
    await expect(buyer.page.getByText(fill(en.qr.stay, 'LINE'))).toBeVisible()
  })
})

test('an account that has none of the methods says so, and sends nothing', async ({
  buyer,
  stack,
}) => {
  await openWith(buyer, stack, [app], { locale: 'en', serverMethods: [{ method: phone }] })
  await expect(buyer.heading(en.stopped.method_unavailable.title)).toBeVisible()
  await expect(buyer.page.getByRole('button')).toHaveCount(0)
  expect((await stack.simulator.state()).sources).toEqual([])
})

test.describe('a QR code', () => {
  const qrMethod = 'truemoney_qr'
  const pending = (ms: number) => {
    const qr = codeFor(ms)
    return { charge: { qr }, payment: { status: 'pending', method: qrMethod, qr } as const }
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is dark on light, and large enough to be scanned (${colorScheme})`, async ({
      buyer,
      stack,
    }) => {
      await buyer.page.emulateMedia({ colorScheme })
      await buyer.page.setViewportSize({ width: 320, height: 800 })
      await playAnswers(buyer, pending(120_000))
      await openWith(buyer, stack, [qrMethod], { locale: 'en' })
      await pay(buyer).click()
      const code = buyer.page.getByRole('img', { name: en.qr.code })
      await expect(code).toBeVisible()
      const look = await code.evaluate((image) => {
        const { width, backgroundColor, paddingLeft } = getComputedStyle(image)
        return { width: Number.parseFloat(width), backgroundColor, paddingLeft }
      })
      expect(look).toMatchObject({ backgroundColor: 'rgb(255, 255, 255)', paddingLeft: '20px' })
      expect(look.width).toBeGreaterThanOrEqual(200)
      await expect(buyer.page.getByText('฿')).toBeVisible()
    })
  }

  test('gives way to the result by itself', { tag: '@phone' }, async ({ buyer, stack }) => {
    const answers: Parameters<typeof playAnswers>[1] = pending(120_000)
    await playAnswers(buyer, answers)
    await openWith(buyer, stack, [qrMethod], { locale: 'en' })
    await pay(buyer).click()
    await expect(buyer.page.getByRole('img', { name: en.qr.code })).toBeVisible()
    answers.payment = { status: 'successful', method: qrMethod }
    await expect(buyer.heading(en.successful.title)).toBeVisible()
  })

  test('is renewed where its time is over, by one more source', async ({ buyer, stack }) => {
    await buyer.page.clock.install()
    await playAnswers(buyer, pending(90_000))
    await openWith(buyer, stack, [qrMethod], { locale: 'en' })
    await pay(buyer).click()
    const left = buyer.page.getByRole('status').filter({ hasText: 'minute' })
    await expect(left).toHaveText(fill(en.qr.left, '2'))
    await buyer.page.clock.fastForward(40_000)
    await expect(left).toHaveText(en.qr.lastMinute)
    await buyer.page.clock.fastForward(60_000)
    await expect(buyer.page.getByRole('img', { name: en.qr.code })).toHaveCount(0)
    await buyer.button(en.qr.renew).click()
    await expect.poll(async () => (await stack.simulator.state()).sources).toHaveLength(2)
  })

  for (const [policy, isShown] of [
    ["img-src 'self'", true],
    ["img-src 'none'", false],
  ] as const) {
    test(`${isShown ? 'is' : 'is not'} shown under the strictest policy with ${policy}`, async ({
      buyer,
      stack,
      trouble,
    }) => {
      if (!isShown) trouble.announce(/img-src forbids|Content Security Policy/)
      const allowed = `default-src 'none'; script-src 'self'; connect-src 'self' ${stack.simulator.url}`
      const types = "require-trusted-types-for 'script'; trusted-types 'none'"
      await playAnswers(buyer, pending(90_000))
      await openWith(
        buyer,
        stack,
        [qrMethod],
        { locale: 'en' },
        `<meta http-equiv="Content-Security-Policy" content="${allowed}; ${types}; ${policy}">`,
      )
      await pay(buyer).click()
      const code = buyer.page.getByRole('img', { name: en.qr.code })
      if (isShown) await expect(code).toBeVisible()
      else await buyer.seesAlert(en.qr.broken)
    })
  }

  test('that is no PNG is saved as one, with a white edge', { tag: '@desktop' }, async ({
    buyer,
    stack,
  }) => {
    const { imageUri, expiresAt } = codeFor(90_000)
    const qr = { imageUri, expiresAt }
    await playAnswers(buyer, {
      charge: { qr },
      payment: { status: 'pending', method: qrMethod, qr },
    })
    await openWith(buyer, stack, [qrMethod], { locale: 'en' })
    await pay(buyer).click()
    await expect(buyer.page.getByRole('img', { name: en.qr.code })).toBeVisible()
    const downloaded = buyer.page.waitForEvent('download')
    await buyer.page.getByRole('link', { name: en.qr.save }).click()
    const download = await downloaded
    expect(download.suggestedFilename()).toBe('truemoney-qr.png')
    const saved = await readFile(await download.path())
    const points = await buyer.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
      context?.drawImage(picture, 0, 0)
      const at = (x: number, y: number) => [...(context?.getImageData(x, y, 1, 1).data ?? [])]
      return { width: picture.width, edge: at(40, 40), code: at(110, 110) }
    }, saved.toString('base64'))
    expect(points).toEqual({
      width: 1024,
      edge: [255, 255, 255, 255],
      code: [0, 0, 0, 255],
    })
  })

  test('that does not come can be asked for again', async ({ buyer, stack, trouble }) => {
    trouble.announce(/Failed to load resource/)
    await playAnswers(buyer, pending(90_000))
    let isDown = true
    await buyer.page.route('**/qr.svg', (route) =>
      isDown ? route.fulfill({ status: 503 }) : route.fallback(),
    )
    await openWith(buyer, stack, [qrMethod], { locale: 'en' })
    await pay(buyer).click()
    await buyer.seesAlert(en.qr.broken)
    isDown = false
    await buyer.button(en.failed.retry).click()
    await expect(buyer.page.getByRole('img', { name: en.qr.code })).toBeVisible()
  })
})
