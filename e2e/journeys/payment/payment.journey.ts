import { expect, test } from '../../support/journey.ts'

test('a buyer fills the cart, pays, and the cart is empty afterwards', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  await buyer.openShop()
  await buyer.putIntoCart('tea')
  await buyer.putIntoCart('custard')
  await buyer.checkOut()
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  await expect(buyer.page.locator('.tmn-root')).toContainText('฿209.00')

  const { sources, charges } = await stack.simulator.state()
  expect(sources).toHaveLength(1)
  expect(charges).toMatchObject([{ status: 'successful', amount: 20_900 }])

  await buyer.openShop()
  await expect(buyer.addButton('tea')).toBeEnabled()
  await expect(buyer.checkOutButton()).toBeHidden()
})

test('a paid order cannot be paid again from its checkout address', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()

  const fragment = new URLSearchParams({ order: order.orderId, token: order.token })
  await buyer.open(`/checkout.html#${fragment}`)
  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('the log never holds key, token or number', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  await buyer.payWith('089-876-5432')
  await buyer.decide({ decision: 'failed', failure_code: 'invalid_account' })
  await buyer.seesFailure(buyer.texts().failures.invalid_account)
  await buyer.page.reload()
  await buyer.seesFailure(buyer.texts().failures.invalid_account)

  await expect.poll(stack.log).toContain('webhook handled')
  const log = stack.log()
  expect(log).toContain(order.orderId)
  for (const secret of [stack.secretKey, order.token, '0898765432', '089-876-5432', '898765432'])
    expect(log).not.toContain(secret)
})
