import { expect, test } from '../../support/journey.ts'

test('an amount that is not the order’s is not charged', async ({ buyer, stack, trouble }) => {
  trouble.announce(/409 \(Conflict\)/)
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  await buyer.mountInstead({ ...order, amount: order.amount - 100 })
  await buyer.submitNumber('081-234-5678')
  await buyer.sees(buyer.texts().stopped.amount_changed)
  expect(await stack.simulator.charges()).toEqual([])

  await buyer.button(buyer.texts().reload).click()
  await buyer.payWith('081-234-5678')
  expect(await stack.simulator.charges()).toMatchObject([{ amount: order.amount }])
})

test('an authorize_uri on a host off the list is not followed', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  const address = buyer.page.url()
  await buyer.mountInstead(order, ['pay.omise.co'])
  await buyer.submitNumber('081-234-5678')
  await buyer.seesAlert(buyer.texts().formErrors.authorize_uri_refused)
  await expect(buyer.page).toHaveURL(address)
  await expect(buyer.page.getByRole('link', { name: buyer.texts().form.leaveByHand })).toBeHidden()
})

test('a secret key in the page is refused before anything is sent', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  const message = await buyer.page.evaluate(
    ([publicKey, orderId, token]) => {
      try {
        window.TrueMoneyCheckout?.mount('#pay', { publicKey, order: { orderId, token, amount: 1 } })
        return 'mounted'
      } catch (error) {
        return String(error)
      }
    },
    [stack.secretKey, order.orderId, order.token] as const,
  )
  expect(message).toMatch(/secret key/i)
  expect(message).not.toContain(stack.secretKey)
  expect((await stack.simulator.state()).sources).toEqual([])
})
