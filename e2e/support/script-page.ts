/** Pages of merchants who embed by script tag, served by a merchant's own server, with the built script beside them. */
import type { Page } from 'playwright/test'
import { en } from '../../widget/locales/en.ts'
import { test as base, expect, type Merchant } from '../omise-js/merchant.ts'
import { scriptFileAt } from './built-script.ts'
import type { Stack } from './stack.ts'

type Fixtures = { scriptPage: ScriptPage }
export type ScriptPage = ReturnType<typeof createScriptPage>

function createScriptPage(page: Page, stack: Stack, merchant: Merchant) {
  return {
    page,
    /** The attributes that every page here needs: a key, and where the simulator is. */
    attributes: `data-tmn-public-key="${stack.publicKey}" data-tmn-omise-url="${stack.simulator.url}"
      data-tmn-authorize-hosts="${stack.simulator.url}"`,
    /** The same as options. */
    options: {
      publicKey: stack.publicKey,
      omiseUrl: stack.simulator.url,
      authorizeHosts: [stack.simulator.url],
    },
    async open(body: string, query = ''): Promise<void> {
      await page.goto(merchant.serve('page.html', body) + query)
    },
    checkouts: () => page.locator('.tmn-root'),
    overlay: () => page.getByRole('dialog'),
    field: () => page.getByLabel(en.form.phoneLabel),
    payButton: () => page.locator('.tmn-root .tmn-primary'),
    async pay(number = '081-234-5678') {
      await this.field().fill(number)
      await this.payButton().click()
    },
    hiddenInputs: (): Promise<string[]> =>
      page
        .locator('input[type=hidden]')
        .evaluateAll((inputs) =>
          inputs.map((input) => `${input.getAttribute('name')}=${Reflect.get(input, 'value')}`),
        ),
  }
}

export const test = base.extend<Fixtures>({
  scriptPage: async ({ page, stack, merchant }, use) => {
    await page.route(`${merchant.url}/truemoney-checkout*`, (route) =>
      route.fulfill({
        body: scriptFileAt(route.request().url()) ?? '',
        contentType: 'text/javascript',
      }),
    )
    await use(createScriptPage(page, stack, merchant))
  },
})

export { expect }
