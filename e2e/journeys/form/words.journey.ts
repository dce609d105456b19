import type { Page } from 'playwright/test'
import { formatBaht } from '../../../widget/core/money.ts'
import { returnFragment } from '../../../widget/core/return-uri.ts'
import { en } from '../../../widget/locales/en.ts'
import { fill } from '../../../widget/locales/fill.ts'
import { ja } from '../../../widget/locales/ja.ts'
import { th } from '../../../widget/locales/th.ts'
import type { CheckoutOptions } from '../../../widget/options/options.ts'
import { expect, test } from '../../support/journey.ts'
import { createBuyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'
import { isWhole, watchForWhole } from '../../support/whole-checkout.ts'

/** A merchant's page with a checkout, and nothing of its own but its language. */
async function openPage(page: Page, stack: Stack, lang: string, fragment = ''): Promise<void> {
  stack.servePage(
    'words.html',
    `<!doctype html>
      <html lang="${lang}">
      <meta name="viewport" content="width=device-width">
      <title>A merchant</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <div id="pay"></div>`,
  )
  // A change of the fragment alone would not load the page again.
  await page.goto('about:blank')
  await page.goto(`${stack.shopUrl}/words.html${fragment}`)
}

type Words = Pick<CheckoutOptions, 'locale' | 'texts'>

function mount(page: Page, stack: Stack, options: Partial<CheckoutOptions>) {
  return page.evaluateHandle((given) => window.TrueMoneyCheckout?.mount('#pay', given), {
    publicKey: stack.publicKey,
    omiseUrl: stack.simulator.url,
    authorizeHosts: [stack.simulator.url],
    ...options,
  })
}

test('a buyer pays in Japanese, from a wrong number over a failure to the result', {
  tag: '@phone',
}, async ({ page, stack }) => {
  const buyer = createBuyer(page, stack, 'ja')
  const order = await stack.placeOrder()
  await openPage(page, stack, 'ja-JP')
  await mount(page, stack, { order })
  await expect(page.locator('.tmn-root')).toHaveAttribute('lang', 'ja')
  await expect(buyer.button(fill(ja.form.pay, formatBaht(order.amount)))).toBeVisible()
  await buyer.submitNumber('02-123-4567')
  await buyer.seesAlert(ja.fieldProblems.landline)

  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'failed', failure_code: 'insufficient_fund' })
  await openPage(page, stack, 'ja-JP', returnFragment(order))
  await mount(page, stack, {})
  await buyer.seesFailure(ja.failures.insufficient_fund)

  await buyer.button(ja.failed.retry).click()
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await openPage(page, stack, 'ja-JP', returnFragment(order))
  await mount(page, stack, {})
  await buyer.seesSuccess()
  await expect(page.getByText(fill(ja.order, order.reference ?? ''))).toBeVisible()
  await expect(page.getByText(/^お支払い日時（タイ時間）\d{4}\/\d\d\/\d\d \d+:\d\d$/)).toBeVisible()
})

test.describe('the language', () => {
  const cases: readonly [string, string, Words, string][] = [
    // The option before the page, the page before the browser; `pickLocale` has its own tests.
    ['ja-JP', 'de', {}, ja.form.title],
    ['ja-JP', 'th', {}, th.form.title],
    ['ja-JP', 'th', { locale: 'en-TH' }, en.form.title],
  ]
  for (const [browser, lang, words, title] of cases) {
    test.describe(`of a browser in ${browser}`, () => {
      test.use({ locale: browser })
      test(`on a page in ${lang} with ${JSON.stringify(words)} is that of “${title}”`, async ({
        page,
        stack,
      }) => {
        await openPage(page, stack, lang)
        await mount(page, stack, { amount: 100_000, ...words })
        await expect(page.getByRole('heading', { name: title })).toBeVisible()
      })
    })
  }
})

test('a merchant’s own words stand in place of ours, and change while the buyer types', async ({
  page,
  stack,
}) => {
  await openPage(page, stack, 'en')
  const texts: Words['texts'] = {
    en: {
      form: { title: 'Pay Grandma Toey', pay: 'Send her {amount}' },
      fieldProblems: { empty: 'Grandma needs your number.' },
    },
    ja: { form: { title: 'トゥーイおばあちゃんに支払う' } },
  }
  const handle = await mount(page, stack, { amount: 100_000, texts })
  const title = (name: string) => page.getByRole('heading', { name, exact: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await expect(title('Pay Grandma Toey')).toBeVisible()
  await expect(page.getByLabel(en.form.phoneLabel)).toBeVisible()
  await button('Send her ฿1,000.00').click()
  await expect(page.getByRole('alert')).toHaveText('Grandma needs your number.')

  const field = page.getByRole('textbox')
  await field.fill('081-234')
  await handle.evaluate((mounted) => mounted?.update({ locale: 'ja' }))
  await expect(title('トゥーイおばあちゃんに支払う')).toBeVisible()
  await expect(button(fill(ja.form.pay, '฿1,000.00'))).toBeVisible()
  await handle.evaluate((mounted) => mounted?.update({ texts: { ja: { close: 'やめる' } } }))
  await expect(title(ja.form.title)).toBeVisible()
  await handle.evaluate((mounted) => mounted?.update({ texts: undefined, locale: 'en' }))
  await expect(button(fill(en.form.pay, '฿1,000.00'))).toBeVisible()
  await expect(field).toHaveValue('081-234')
})

test('words by a wrong name are refused with the right one, and change nothing', async ({
  page,
  stack,
}) => {
  await watchForWhole(page)
  await openPage(page, stack, 'en')
  const handle = await mount(page, stack, { amount: 100_000, texts: { en: { close: 'Not now' } } })
  await isWhole(page)
  const message = await handle.evaluate((mounted) => {
    try {
      mounted?.update({ texts: JSON.parse('{"en": {"form": {"titel": "Pay"}, "order": "No."}}') })
      return 'nothing was thrown'
    } catch (error) {
      return String(error)
    }
  })
  expect(message).toContain('did you mean texts.en.form.title?')
  expect(message).toContain('texts.en.order: expected a text with {orderId}')
  await expect(page.getByRole('heading', { name: en.form.title })).toBeVisible()
})
