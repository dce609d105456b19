import { chargedOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'

const sevenDaysMs = 7 * 24 * 60 * 60 * 1000

test('a payment that expires at TrueMoney says so and can be started again', async ({
  buyer,
  stack,
}) => {
  await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'expired' })
  await buyer.sees(buyer.texts().expired)

  await buyer.button(buyer.texts().expired.retry).click()
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  const charges = await stack.simulator.charges()
  expect(charges.map(({ status }) => status)).toEqual(['expired', 'successful'])
})

test('a payment that nobody touched for seven days is expired', async ({ buyer, stack }) => {
  const { charge } = await chargedOrder(stack)
  await stack.simulator.moveClock(sevenDaysMs)

  await buyer.open(charge.return_uri)
  await buyer.sees(buyer.texts().expired)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'expired' }])
  await buyer.button(buyer.texts().expired.retry).click()
  await buyer.payWith('081-234-5678')
})
