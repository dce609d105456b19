/** A buyer in any browser: looks for words, presses what has them, types into what has the focus. */
import { expect } from 'vitest'
import { textsOf } from '../../server-example/simulator/authorize-pages/texts.ts'
import type { Order } from '../../widget/contract.ts'
import { fill } from '../../widget/locales/fill.ts'
import { checkoutTexts, productName, shopTexts } from '../support/shop-words.ts'
import type { Stack } from '../support/stack.ts'
import { type Kind, look, type Seen } from './look.ts'
import type { Tab } from './tab.ts'

export type Buyer = ReturnType<typeof createBuyer>

export function createBuyer(tab: Tab, stack: Stack) {
  let language: 'th' | 'en' = 'th'
  const texts = () => checkoutTexts[language]
  /** The simulator's pages speak as the browser does: Firefox and WebKit, as they are installed, English. */
  const authorizeTexts = textsOf('en')
  const names = (kind: Kind) => look(tab, kind).then((all) => all.map(({ name }) => name))
  const payWords = () => fill(texts().form.pay, '').trim()

  /** Waits until something of a kind has these words in its name, and scrolls to it. */
  async function find(kind: Kind, words: string): Promise<Seen> {
    await sees(kind, words)
    const found = (await look(tab, kind, words)).find(({ name }) => name.includes(words))
    if (found === undefined) throw new Error(`Expected the ${kind} “${words}” to stay.`)
    return found
  }

  async function sees(kind: Kind, words: string): Promise<void> {
    await expect
      .poll(() => names(kind), { message: `what is there as ${kind}` })
      .toContainEqual(expect.stringContaining(words))
  }

  async function press(kind: Kind, words: string): Promise<void> {
    await tab.click(await find(kind, words))
  }

  const phoneField = () => find('field', texts().form.phoneLabel)
  const arriveAtTrueMoney = () => sees('heading', authorizeTexts.testTitle)

  return {
    tab,
    texts,
    authorizeTexts,
    find,
    sees,
    press,
    phoneField,
    address: async () => String(await tab.evaluate('location.href')),

    async openShop() {
      await tab.open(`${stack.shopUrl}/`)
      // The products come with the page's scripts, without which a press does nothing.
      await sees('button', productName('tea', language))
    },
    putIntoCart: (sku: string) => press('button', productName(sku, language)),
    checkOut: () => press('button', shopTexts[language].checkOut),
    async openCheckout({ orderId, token }: Pick<Order, 'orderId' | 'token'>) {
      const fragment = new URLSearchParams({ order: orderId, token })
      await tab.open(`${stack.shopUrl}/checkout.html#${fragment}`)
      await phoneField()
    },
    async switchLanguage() {
      await press('button', shopTexts[language].otherLanguage)
      language = language === 'th' ? 'en' : 'th'
    },
    speak(spoken: 'th' | 'en') {
      language = spoken
    },

    /** Puts the caret into the field, and the number in place of what is there. */
    async typeNumber(number: string) {
      await press('field', texts().form.phoneLabel)
      await tab.press('selectAll')
      await tab.type(number)
    },
    async payWith(number: string) {
      await this.typeNumber(number)
      await press('button', payWords())
      await arriveAtTrueMoney()
    },
    arriveAtTrueMoney,
    succeed: () => press('button', authorizeTexts.markSuccessful),

    async seesSuccess() {
      await sees('title', texts().successful.title)
    },
    async seesFailure(words: string) {
      await sees('title', texts().failed.title)
      await sees('paragraph', words)
    },
  }
}
