import { expect } from 'vitest'
import type { Order } from '../../../widget/contract.ts'
import { returnFragment } from '../../../widget/core/return-uri.ts'
import type { Stack } from '../../support/stack.ts'
import { startStrictSite } from '../../support/strict/strict-server.ts'
import type { Scene } from '../scene.ts'

export const strictPage: readonly Scene[] = [
  {
    name: 'a page under the strictest policy is paid, and the browser reports no violation',
    async play({ buyer, stack, picture }) {
      const { tab, texts } = buyer
      const order = await stack.placeOrder()
      const site = await startStrictSite(stack)
      try {
        await tab.open(site.serve('pay', marked(stack, order)))
        await buyer.typeNumber('02-123-4567')
        await tab.press('Enter')
        await buyer.sees('alert', texts().fieldProblems.landline)
        await picture('strict-page.phone')
        await buyer.payWith('081-234-5678')
        await tab.back()
        await buyer.press('button', texts().unconfirmed.continue)
        await buyer.arriveAtTrueMoney()
        const [charge] = await stack.simulator.charges()
        if (charge) await stack.simulator.decide(charge, { decision: 'successful' })
        await tab.open(site.serve('back', marked(stack)) + returnFragment(order))
        await buyer.seesSuccess()

        // Reports come when they come: what is provoked now is reported after all that was before.
        expect(await tab.evaluate(provoke)).toMatch(/^TypeError/)
        await expect.poll(site.violations).toContain(provoked)
        expect(site.violations().filter(isOfThePage)).toEqual([provoked])
        expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
      } finally {
        site.stop()
      }
    },
  },
]

/** The element that the script fills, for an order or, where the buyer comes back to, without. */
function marked({ publicKey, simulator }: Stack, order?: Order): string {
  const attributes =
    order &&
    `data-tmn-order-id="${order.orderId}" data-tmn-order-token="${order.token}" data-tmn-amount="${order.amount}"`
  return `<div data-tmn-checkout data-tmn-public-key="${publicKey}" data-tmn-omise-url="${simulator.url}"
    data-tmn-authorize-hosts="${simulator.url}" data-tmn-locale="th" ${attributes ?? ''}></div>`
}

const provoked = 'style-src-attr inline'

/** The browser asks for an icon by itself. Of Trusted Types, not every browser reports what it forbids. */
function isOfThePage(violation: string): boolean {
  return !/favicon\.ico$|^require-trusted-types-for/.test(violation)
}

/** What no strict page may do. Answers what the browser threw. */
const provoke = `(() => {
  document.body.setAttribute('style', 'color: red')
  try {
    document.body.innerHTML = 'text'
    return 'nothing was thrown'
  } catch (error) {
    return String(error)
  }
})()`
