import type { Order } from '../../../widget/contract.ts'
import { returnFragment } from '../../../widget/core/return-uri.ts'
import { th } from '../../../widget/locales/th.ts'
import { expect, test } from '../../support/strict/strict-site.ts'

/** The element that the script fills, for an order or, where the buyer comes back to, without. */
function marked(publicKey: string, omiseUrl: string, order?: Order, way = 'inline'): string {
  const attributes =
    order &&
    `data-tmn-order-id="${order.orderId}" data-tmn-order-token="${order.token}" data-tmn-amount="${order.amount}"`
  return `<div data-tmn-checkout="${way}" data-tmn-public-key="${publicKey}" data-tmn-omise-url="${omiseUrl}"
    data-tmn-authorize-hosts="${omiseUrl}" data-tmn-locale="th" ${attributes ?? ''}></div>`
}

test('a page under the strictest policy gets paid without a violation', async ({
  buyer,
  stack,
  strictSite,
}) => {
  const { page } = buyer
  const { publicKey, simulator } = stack
  const order = await stack.placeOrder()
  await page.goto(strictSite.serve('pay', marked(publicKey, simulator.url, order)))
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  await buyer.submitNumber('02-123-4567')
  await buyer.seesAlert(buyer.texts().fieldProblems.landline)
  await buyer.payWith('081-234-5678')

  // Not sure yet, gone on, and paid.
  await page.goBack()
  await buyer.sees(buyer.texts().unconfirmed)
  await buyer.button(buyer.texts().unconfirmed.continue).click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  const back = strictSite.serve('back', marked(publicKey, simulator.url))
  await page.goto(back + returnFragment(order))
  await buyer.seesSuccess()
  expect(await simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('the button and the overlay do under the same policy', async ({
  buyer,
  stack,
  strictSite,
}) => {
  const { page } = buyer
  const order = await stack.placeOrder()
  const body = marked(stack.publicKey, stack.simulator.url, order, 'button')
  await page.goto(strictSite.serve('button', body))
  const opener = buyer.button(th.form.title)
  await expect(opener).toHaveCSS('background-color', 'rgb(29, 78, 216)')
  await opener.click()
  await expect(buyer.button(th.close)).toHaveCSS('position', 'absolute')
  await buyer.button(th.close).click()
  await expect(opener).toBeFocused()
  await opener.click()
  await buyer.phoneField().fill('081-234-5678')
  await page.keyboard.press('Enter')
  await buyer.arriveAtTrueMoney()
})

test('the custom element does under the same policy', async ({ buyer, stack, strictSite }) => {
  const order = await stack.placeOrder()
  await buyer.page.goto(
    strictSite.serve(
      'element',
      `<truemoney-checkout public-key="${stack.publicKey}" omise-url="${stack.simulator.url}"
        authorize-hosts="${stack.simulator.url}" order-id="${order.orderId}" locale="th"
        order-token="${order.token}" amount="${order.amount}"></truemoney-checkout>`,
      'truemoney-checkout-element.js',
    ),
  )
  await expect(buyer.payButton()).toHaveCSS('background-color', 'rgb(29, 78, 216)')
  await buyer.payWith('081-234-5678')
})

test('the checkout looks the same under the strictest policy', async ({
  buyer,
  stack,
  strictSite,
}) => {
  const order = await stack.placeOrder()
  const body = marked(stack.publicKey, stack.simulator.url, order)
  await buyer.page.goto(strictSite.serve('pay', body))
  await expect(buyer.payButton()).toHaveCSS('background-color', 'rgb(29, 78, 216)')
})

test('what the policy forbids is seen by these tests', async ({ buyer, strictSite, trouble }) => {
  trouble.announce(/Content-Security-Policy: (require-trusted-types-for|style-src-attr)/)
  trouble.announce(/TrustedHTML|Applying inline style|Refused to apply inline style/)
  await buyer.page.goto(strictSite.serve('pay', ''))
  const told = await buyer.page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) =>
      seen.push(`${effectiveDirective} ${disposition}`),
    )
    document.body.setAttribute('style', 'color: red')
    let thrown = 'nothing was thrown'
    try {
      document.body.innerHTML = 'text'
    } catch (error) {
      thrown = String(error)
    }
    // Violations are told in a task of their own.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return { seen, thrown }
  })
  expect(told.thrown).toContain('TypeError')
  expect(told.seen).toEqual(
    expect.arrayContaining(['style-src-attr enforce', 'style-src-attr report']),
  )
})
