import { expect, test } from '../../support/journey.ts'
import { isWhole } from '../../support/whole-checkout.ts'

test('a buyer who comes back undecided goes on to the same charge and pays', async ({
  buyer,
  stack,
}) => {
  await buyer.beginAtTrueMoney()
  const authorizeUri = buyer.page.url()
  await buyer.page.clock.install()
  await buyer.decide({ decision: 'none' })

  await buyer.sees(buyer.texts().verifying)
  await isWhole(buyer.page)
  await buyer.page.clock.fastForward('00:08')
  await buyer.sees(buyer.texts().unconfirmed)
  await buyer.button(buyer.texts().unconfirmed.continue).click()
  await expect(buyer.page).toHaveURL(authorizeUri)
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('a buyer who presses Back at TrueMoney can go on with the same charge', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  await buyer.leaveForTrueMoney()
  const authorizeUri = buyer.page.url()
  await buyer.page.goBack()

  await buyer.sees(buyer.texts().unconfirmed)
  await buyer.button(buyer.texts().unconfirmed.continue).click()
  await expect(buyer.page).toHaveURL(authorizeUri)
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

test('another number after Back expires the first charge and makes a second', async ({
  buyer,
  stack,
}) => {
  await buyer.leaveForTrueMoney()
  const firstUri = buyer.page.url()
  await buyer.page.goBack()
  await buyer.button(buyer.texts().unconfirmed.anotherNumber).click()
  await buyer.payWith('089-999-0000')
  expect(buyer.page.url()).not.toBe(firstUri)

  expect(await stack.simulator.charges()).toMatchObject([
    { status: 'expired', source: { phone_number: '0812345678' } },
    { status: 'pending', source: { phone_number: '0899990000' } },
  ])
})

test('the same number after Back leads to the charge that is there', async ({ buyer, stack }) => {
  await buyer.leaveForTrueMoney()
  const firstUri = buyer.page.url()
  await buyer.page.goBack()
  await buyer.button(buyer.texts().unconfirmed.anotherNumber).click()
  await buyer.payWith('+66 81 234 5678')
  await expect(buyer.page).toHaveURL(firstUri)
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'pending' }])
})
