/** What a page's console says of a payment that fails, while the page is being built. */
import type { Page } from 'playwright/test'
import { expect, type ScriptPage, test } from '../../support/script-page.ts'

const script = '<script src="/truemoney-checkout.js" defer></script>'

/** Resolves with the warnings after two failed submits, of a page whose way to Omise is cut. */
async function warningsOf({ page, ...scriptPage }: ScriptPage, key: string, more = '') {
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await page.route('**/sources', (route) => route.abort())
  await scriptPage.open(
    `${script}${more}<div data-tmn-checkout data-tmn-public-key="${key}" data-tmn-amount="100000"></div>`,
  )
  await scriptPage.pay()
  await failed(page)
  await scriptPage.payButton().click()
  await failed(page)
  return warnings
}

/** A source was asked for, and the buyer reads that it failed. */
async function failed(page: Page): Promise<void> {
  await expect(page.getByRole('alert')).toHaveText(/not been charged/)
  await expect(page.locator('.tmn-root .tmn-primary')).toBeEnabled()
}

test.beforeEach(({ trouble }) => trouble.announce(/net::ERR_FAILED/))

test('an error that nobody listens to is one warning with its code and what to do', async ({
  scriptPage,
  stack,
}) => {
  const warnings = await warningsOf(scriptPage, stack.publicKey)
  expect(warnings).toEqual([
    expect.stringMatching(
      /^TrueMoneyCheckout: provider_unreachable: Expected a response from Omise .*#error-provider_unreachable\).*onError.*tmn:error/,
    ),
  ])
})

test('an error that the page listens to is not in the console', async ({ scriptPage, stack }) => {
  const listening =
    "<script>document.addEventListener('tmn:error', ({ detail }) => { document.title = detail.code })</script>"
  expect(await warningsOf(scriptPage, stack.publicKey, listening)).toEqual([])
  await expect(scriptPage.page).toHaveTitle('provider_unreachable')
})

test('a page with live keys says nothing in its buyers’ consoles', async ({ scriptPage }) => {
  expect(await warningsOf(scriptPage, 'pkey_5xlivekeyofconsoletest')).toEqual([])
})
