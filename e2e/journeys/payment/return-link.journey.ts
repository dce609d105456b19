import { chargedOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'

test('reloading while the payment is checked finds the result', async ({ buyer, stack }) => {
  const charge = await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'none' })
  await buyer.sees(buyer.texts().verifying)
  await buyer.page.reload()
  await buyer.sees(buyer.texts().verifying)
  await stack.simulator.decide(charge, { decision: 'successful' })
  await buyer.seesSuccess()
})

test('the return link says the same in another browser, and when opened twice', {
  tag: '@phone',
}, async ({ buyer, anotherBrowser, stack }) => {
  const charge = await buyer.leaveForTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()

  const elsewhere = await anotherBrowser()
  for (const visitor of [elsewhere, elsewhere, buyer]) {
    await visitor.open(charge.return_uri)
    await visitor.seesSuccess()
  }
  expect(await stack.simulator.state()).toMatchObject({ charges: [{ id: charge.id }] })
})

test('a failure is still there in another browser, and can be tried again there', async ({
  buyer,
  anotherBrowser,
}) => {
  const charge = await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'failed', failure_code: 'invalid_account' })
  const elsewhere = await anotherBrowser()
  await elsewhere.open(charge.return_uri)
  await elsewhere.seesFailure(elsewhere.texts().failures.invalid_account)
  await elsewhere.button(elsewhere.texts().failed.retry).click()
  await elsewhere.payWith('089-999-0000')
})

test('a slash at the end of the return link changes nothing', async ({ buyer, stack }) => {
  const { charge } = await chargedOrder(stack)
  const link = await stack.simulator.decide(charge, { decision: 'successful' })
  await buyer.open(`${link}/`)
  await buyer.seesSuccess()
})

test('a return link with a wrong token shows no payment', async ({ buyer, stack, trouble }) => {
  trouble.announce(/401 \(Unauthorized\)/)
  const { charge } = await chargedOrder(stack)
  const link = await stack.simulator.decide(charge, { decision: 'successful' })
  await buyer.open(link.replace(/token=.{4}/, 'token=beef'))
  await buyer.sees(buyer.texts().stopped.order_unknown)
})
