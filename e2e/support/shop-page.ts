/** A buyer at the shop: what they do and what they see, by the words on the page. */
import { expect, type Locator, type Page } from 'playwright/test'
import { textsOf } from '../../server-example/simulator/authorize-pages/texts.ts'
import type { Order } from '../../widget/contract.ts'
import { fill } from '../../widget/locales/fill.ts'
import type { Locale } from '../../widget/locales/locale.ts'
import type { CheckoutOptions } from '../../widget/options/options.ts'
import { chargedOrder, chargeOf } from './charged-order.ts'
import { checkoutTexts, productName, shopTexts } from './shop-words.ts'
import type { Decision, SimulatedCharge } from './simulator-control.ts'
import type { Stack } from './stack.ts'
import { isWhole, watchForWhole } from './whole-checkout.ts'

/** What the checkout speaks; where that is Japanese, the shop around it speaks English. */
export type Language = Locale
export type Buyer = ReturnType<typeof createBuyer>

/** The authorize pages speak as the browser does, and that of the journeys is English. */
export const authorizeTexts = textsOf('en')

export function createBuyer(page: Page, stack: Stack, firstLanguage: Language = 'th') {
  let language = firstLanguage
  const texts = () => checkoutTexts[language]
  const shopLanguage = () => (language === 'ja' ? 'en' : language)
  const phoneField = () => page.getByLabel(texts().form.phoneLabel)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const payButton = () => page.getByRole('button', { name: fill(texts().form.pay, '').trim() })

  return {
    page,
    language: () => language,
    shopLanguage,
    texts,
    phoneField,
    payButton,
    button,
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    checkOutButton: () => button(shopTexts[shopLanguage()].checkOut),
    addButton: (sku: string) =>
      page.locator('#products').getByRole('button', { name: productName(sku, shopLanguage()) }),

    openShop: () => page.goto(`${stack.shopUrl}/`),
    async putIntoCart(sku: string) {
      await this.addButton(sku).click()
    },
    async checkOut() {
      await this.checkOutButton().click()
      await expect(phoneField()).toBeVisible()
    },
    /** The checkout of an order, as its own address shows it in any browser. */
    async openCheckout({ orderId, token }: Pick<Order, 'orderId' | 'token'>) {
      const fragment = new URLSearchParams({ order: orderId, token })
      await watchForWhole(page)
      await page.goto(`${stack.shopUrl}/checkout.html#${fragment}`)
      await expect(phoneField()).toBeVisible()
      await isWhole(page)
    },
    /** The widget again, as a page shows it that was told something else than the shop's own. */
    mountInstead: (
      order: Order,
      authorizeHosts = [stack.simulator.url],
      more: Partial<CheckoutOptions> = {},
    ) =>
      page.evaluate((options) => void window.TrueMoneyCheckout?.mount('#pay', options), {
        publicKey: stack.publicKey,
        omiseUrl: stack.simulator.url,
        authorizeHosts,
        order,
        locale: language,
        ...more,
      }),
    async switchLanguage() {
      await button(shopTexts[shopLanguage()].otherLanguage).click()
      language = language === 'th' ? 'en' : 'th'
    },

    async submitNumber(number: string) {
      await phoneField().fill(number)
      await payButton().click()
    },
    /** From the form to the authorize page. */
    async payWith(number: string) {
      await this.submitNumber(number)
      await this.arriveAtTrueMoney()
    },
    /** From a new order to the authorize page; answers the charge that waits there. */
    async leaveForTrueMoney(): Promise<SimulatedCharge> {
      const order = await stack.placeOrder()
      await this.openCheckout(order)
      await this.payWith('081-234-5678')
      return chargeOf(stack, order)
    },
    /** At the authorize page as after `leaveForTrueMoney`, for journeys that begin there. */
    async beginAtTrueMoney(): Promise<SimulatedCharge> {
      const { charge } = await chargedOrder(stack)
      await watchForWhole(page)
      await page.goto(charge.authorize_uri)
      return charge
    },
    arriveAtTrueMoney: () =>
      expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url)),
    async decide({ decision, failure_code }: Decision) {
      const { markSuccessful, failureCode, markFailed, letExpire, goBack } = authorizeTexts
      if (failure_code !== undefined) await page.getByLabel(failureCode).selectOption(failure_code)
      const names = {
        successful: markSuccessful,
        failed: markFailed,
        expired: letExpire,
        none: goBack,
      }
      await button(names[decision]).click()
      await expect(page).toHaveURL((url) => url.pathname === '/return.html')
    },

    /** Follows a return link, or opens any other address. */
    open: (link: string) => page.goto(link),
    sees: (what: { title: string; body?: string }) => expectNotice(page, what),
    seesSuccess: () => expectNotice(page, texts().successful),
    seesFailure: (body: string) => expectNotice(page, { title: texts().failed.title, body }),
    seesAlert: (text: string) =>
      expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible(),
  }
}

async function expectNotice(page: Page, { title, body }: { title: string; body?: string }) {
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible()
  if (body !== undefined) await expect(widget(page)).toContainText(body)
}

function widget(page: Page): Locator {
  return page.locator('.tmn-root')
}
