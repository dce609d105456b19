/** What an account at Omise has, read by the server, and paid with in the demo shop: nothing is played in between. */
import { fill } from '../../../widget/locales/fill.ts'
import { expect, test } from '../../support/journey.ts'
import { payByPin } from '../../support/pay-by-pin.ts'
import { authorizeTexts, type Buyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'

const app = 'truemoney_jumpapp'
const phone = 'truemoney'
const qr = 'truemoney_qr'
/** More than the ฿100 that app and QR code take at least. */
const items = [{ sku: 'custard', quantity: 2 }]

// The server asks Omise what the account has when it starts, and only some minutes later again.
test.afterEach(async ({ page, stack }) => {
  await page.goto('about:blank')
  await restart(stack)
})

async function restart(stack: Stack): Promise<void> {
  await stack.killServer()
  await stack.startServer()
}

/** The checkout of an order in the demo shop, with an account that has these methods. */
async function openCheckout(
  { page }: Buyer,
  stack: Stack,
  paymentMethods: readonly string[],
): Promise<void> {
  await stack.simulator.setPaymentMethods(paymentMethods)
  await restart(stack)
  const { orderId, token } = await stack.placeOrder(items)
  const fragment = new URLSearchParams({ order: orderId, token })
  await page.goto(`${stack.shopUrl}/checkout.html#${fragment}`)
}

async function chargeAt({ simulator }: Stack) {
  const charge = (await simulator.charges()).at(-1)
  if (charge === undefined) throw new Error('Expected a charge at Omise, found none.')
  return charge
}

const typesAndStatuses = async ({ simulator }: Stack) =>
  (await simulator.charges()).map(({ source, status }) => [source.type, status])

/** From the form to the code. */
async function showCode(buyer: Buyer): Promise<void> {
  await buyer.payButton().click()
  const code = buyer.page.getByRole('img', { name: buyer.texts().qr.code })
  await expect(code).toBeVisible()
  const width = () =>
    code.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
  await expect.poll(width).toBeGreaterThan(0)
}

test.describe('an account with TrueMoney’s app alone', () => {
  test('is paid in the app, and the buyer comes back to the result', { tag: '@phone' }, async ({
    buyer,
    stack,
    isMobile,
  }) => {
    await openCheckout(buyer, stack, [app])
    await expect(buyer.payButton()).toBeVisible()
    await expect(buyer.page.getByRole('textbox')).toHaveCount(0)
    await expect(buyer.button(buyer.texts().otherWay.truemoney)).toHaveCount(0)
    await buyer.payButton().click()
    await buyer.arriveAtTrueMoney()

    await buyer.page.goto(`${buyer.page.url()}&look=app&device=${isMobile ? 'phone' : 'computer'}`)
    if (isMobile) await buyer.button(authorizeTexts.openApp).click()
    else await buyer.page.goto(await stack.simulator.scanUriOf(await chargeAt(stack)))
    await payByPin(buyer.page)
    if (!isMobile) await buyer.page.goto((await chargeAt(stack)).return_uri)
    await buyer.seesSuccess()
    expect(await typesAndStatuses(stack)).toEqual([[app, 'successful']])
  })

  test('shows the result in the browser that the app opened, and in the one that was left', {
    tag: '@phone',
  }, async ({ buyer, stack, anotherBrowser }) => {
    await openCheckout(buyer, stack, [app])
    await buyer.payButton().click()
    await buyer.arriveAtTrueMoney()
    const charge = await chargeAt(stack)
    const inApp = await anotherBrowser()
    await inApp.page.goto(await stack.simulator.scanUriOf(charge))
    await payByPin(inApp.page)
    await inApp.page.goto(charge.return_uri)
    await inApp.seesSuccess()
    await buyer.page.goBack()
    await expect(buyer.page).toHaveURL(/return|checkout/)
    await buyer.seesSuccess()
  })

  test('offers a new charge when nobody has gone on within three minutes', {
    tag: '@desktop',
  }, async ({ buyer, stack }) => {
    await openCheckout(buyer, stack, [app])
    await buyer.payButton().click()
    await buyer.arriveAtTrueMoney()
    const { return_uri: returnUri } = await chargeAt(stack)
    await stack.simulator.moveClock(3 * 60_000 + 1)
    await buyer.page.goto(returnUri)
    await buyer.sees(buyer.texts().expired)
    await buyer.button(buyer.texts().expired.retry).click()
    await buyer.payButton().click()
    await buyer.arriveAtTrueMoney()
    expect(await typesAndStatuses(stack)).toEqual([
      [app, 'expired'],
      [app, 'pending'],
    ])
  })
})

test.describe('an account with the QR code alone', () => {
  test('is paid while the page waits, also after it was reloaded', { tag: '@phone' }, async ({
    buyer,
    stack,
    anotherBrowser,
  }) => {
    await openCheckout(buyer, stack, [qr])
    await expect(buyer.page.getByText(buyer.texts().qr.next)).toBeVisible()
    await showCode(buyer)
    await expect(buyer.page.getByText(fill(buyer.texts().qr.left, '3'))).toBeVisible()
    // The code is gone with the page.
    await expect(buyer.page.getByText(buyer.texts().waiting.mayClose)).toBeHidden()
    await buyer.page.reload()
    await expect(buyer.page.getByRole('img', { name: buyer.texts().qr.code })).toBeVisible()

    const phoneBesideIt = (await anotherBrowser()).page
    await phoneBesideIt.goto(await stack.simulator.scanUriOf(await chargeAt(stack)))
    await payByPin(phoneBesideIt)
    await buyer.seesSuccess()
    expect(await typesAndStatuses(stack)).toEqual([[qr, 'successful']])
  })

  test('says when the code has run out, and shows a new one', { tag: '@phone' }, async ({
    buyer,
    stack,
  }) => {
    await openCheckout(buyer, stack, [qr])
    await showCode(buyer)
    await stack.simulator.moveClock(3 * 60_000 + 1)
    await buyer.sees(buyer.texts().expired)
    await buyer.button(buyer.texts().qr.renew).click()
    await expect(buyer.page.getByRole('img', { name: buyer.texts().qr.code })).toBeVisible()
    expect(await typesAndStatuses(stack)).toEqual([
      [qr, 'expired'],
      [qr, 'pending'],
    ])
  })

  test('says why a payment failed', { tag: '@desktop' }, async ({ buyer, stack }) => {
    await openCheckout(buyer, stack, [qr])
    await showCode(buyer)
    const failed = { decision: 'failed', failure_code: 'insufficient_balance' } as const
    await stack.simulator.decide(await chargeAt(stack), failed)
    await buyer.seesFailure(buyer.texts().failures.insufficient_balance)
  })
})

test('app and QR code beside the phone number leave one live charge, whatever was begun', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  await openCheckout(buyer, stack, [app, phone, qr])
  const { otherWay, form } = buyer.texts()
  await expect(buyer.phoneField()).toBeVisible()
  await buyer.button(otherWay.truemoney_jumpapp).click()
  await buyer.button(otherWay.truemoney_qr).click()
  await showCode(buyer)
  await buyer.button(otherWay.truemoney).click()
  await buyer.page.getByLabel(form.phoneLabel).fill('081-234-5678')
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await typesAndStatuses(stack)).toEqual([
    [qr, 'expired'],
    [phone, 'successful'],
  ])
})

test('an account without any of them says so before anything is sent', {
  tag: '@desktop',
}, async ({ buyer, stack }) => {
  await openCheckout(buyer, stack, ['promptpay'])
  await buyer.sees(buyer.texts().stopped.method_unavailable)
  expect((await stack.simulator.state()).sources).toEqual([])
})
