/** A phone that loses its network: it is said as such, nothing is claimed that nobody knows, and it goes on by itself. */
import { expect, test } from '../../support/journey.ts'
import type { Buyer } from '../../support/shop-page.ts'
import { isWhole } from '../../support/whole-checkout.ts'

test.beforeEach(({ trouble }) =>
  trouble.announce(/ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)/),
)

const setOffline = ({ page }: Buyer, isOffline: boolean) => page.context().setOffline(isOffline)
/** What is seen and what is said are the same. */
const says = ({ page }: Buyer, text: string) =>
  expect(page.locator('[part~="root"]').getByText(text, { exact: true })).toHaveCount(2)

test('in the form: nothing was charged, the number stays, and it is ready when the network is back', async ({
  buyer,
  stack,
}) => {
  const { ready } = buyer.texts().offline
  await buyer.openCheckout(await stack.placeOrder())
  await setOffline(buyer, true)
  await says(buyer, ready)
  await buyer.submitNumber('081-234-5678')
  await says(buyer, ready)
  await expect(buyer.phoneField()).toHaveValue('081-234-5678')

  await setOffline(buyer, false)
  await expect(buyer.page.getByText(ready)).toHaveCount(0)
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('lost while the charge is made: nothing is said of it, and trying again makes no second one', async ({
  buyer,
  stack,
}) => {
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.page.route('**/api/orders/*/charge', async (route) => {
    await route.fetch()
    await setOffline(buyer, true)
    await route.abort('internetdisconnected')
  })
  await buyer.submitNumber('081-234-5678')
  await says(buyer, buyer.texts().offline.tried)
  await expect(buyer.page.getByText(buyer.texts().offline.ready)).toHaveCount(0)
  expect(await stack.simulator.charges()).toHaveLength(1)

  await buyer.page.unroute('**/api/orders/*/charge')
  await setOffline(buyer, false)
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('while the payment is looked up: it stays unknown, and the result comes with the network', async ({
  buyer,
  stack,
}) => {
  const { verifying, unconfirmed, offline } = buyer.texts()
  const charge = await buyer.beginAtTrueMoney()
  await buyer.page.clock.install()
  await buyer.decide({ decision: 'none' })
  await buyer.sees(verifying)
  await isWhole(buyer.page)
  await setOffline(buyer, true)
  await says(buyer, offline.waiting)
  await expect(buyer.heading(verifying.title)).toBeVisible()
  await stack.simulator.decide(charge, { decision: 'successful' })

  await buyer.page.clock.fastForward('00:08')
  await expect(buyer.heading(unconfirmed.title)).toBeVisible()
  await says(buyer, offline.waiting)
  await setOffline(buyer, false)
  await buyer.seesSuccess()
})
