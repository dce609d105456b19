import { chargedOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'
import { linesThatSay } from '../../support/server-log.ts'
import { isWhole } from '../../support/whole-checkout.ts'

/** What a browser says of a server that is gone, or that goes while a picture is on its way. */
const cutOff =
  /ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)/

test('a server killed while the buyer was away still knows the payment', async ({
  buyer,
  stack,
}) => {
  const { charge } = await chargedOrder(stack)
  await stack.killServer()
  // The webhook of this knocks at a closed door.
  const link = await stack.simulator.decide(charge, { decision: 'successful' })
  await stack.startServer()

  await buyer.open(link)
  await buyer.seesSuccess()
  const paid = linesThatSay(stack.log(), 'attempt is successful', { chargeId: charge.id })
  expect(paid).toHaveLength(1)
})

test('the return page waits for a server that is down, and shows the result by itself', async ({
  buyer,
  stack,
  trouble,
}) => {
  trouble.announce(cutOff)
  const { clock } = buyer.page
  const charge = await buyer.beginAtTrueMoney()
  await clock.install()
  await buyer.decide({ decision: 'none' })
  await buyer.sees(buyer.texts().verifying)
  await isWhole(buyer.page)
  await stack.killServer()
  await stack.simulator.decide(charge, { decision: 'successful' })

  await clock.fastForward('00:08')
  await buyer.sees(buyer.texts().unconfirmed)
  await expect(buyer.page.getByText(buyer.texts().unconfirmed.unreachable).first()).toBeVisible()
  await stack.startServer()
  await clock.fastForward('00:05')
  await buyer.seesSuccess()
})

test('with Omise out of reach the number stays, and trying again works', async ({
  buyer,
  stack,
  trouble,
}) => {
  trouble.announce(cutOff)
  await buyer.openCheckout(await stack.placeOrder())
  await stack.stopSimulator()
  await buyer.submitNumber('081-234-5678')
  await buyer.seesAlert(buyer.texts().formErrors.provider_unreachable)
  await expect(buyer.phoneField()).toHaveValue('081-234-5678')

  await stack.startSimulator()
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('with the shop’s server down the number stays, and trying again works', async ({
  page,
  buyer,
  stack,
  trouble,
}) => {
  trouble.announce(cutOff)
  // The server is where the script comes from, too; its last file comes when the buyer begins to type.
  const wholeScript = page.waitForResponse('**/truemoney-checkout-clients.*.js')
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.phoneField().focus()
  await (await wholeScript).finished()
  await stack.killServer()
  await buyer.submitNumber('081-234-5678')
  await buyer.seesAlert(buyer.texts().formErrors.server_unreachable)
  await expect(buyer.phoneField()).toHaveValue('081-234-5678')

  await stack.startServer()
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('with Omise busy for the server nothing is charged, and trying again works', async ({
  buyer,
  stack,
  trouble,
}) => {
  trouble.announce(/503 \(Service Unavailable\)/)
  await stack.simulator.fault({
    match: { method: 'POST', path: '/charges' },
    fault: { kind: 'status', status: 429, code: 'too_many_requests', message: 'slow down' },
  })
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.submitNumber('081-234-5678')
  await buyer.seesAlert(buyer.texts().formErrors.provider_unavailable)
  expect(await stack.simulator.charges()).toHaveLength(0)

  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toHaveLength(1)
})
