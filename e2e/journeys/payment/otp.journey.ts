import { expect, test } from '../../support/journey.ts'
import { authorizeTexts, type Buyer } from '../../support/shop-page.ts'

test('a wrong code is refused, a new one is sent, the right one pays', { tag: '@phone' }, async ({
  buyer,
  stack,
}) => {
  await buyer.beginAtTrueMoney()
  await lookAtOtp(buyer)

  const first = await codeInSms(buyer)
  await confirm(buyer, first === '111111' ? '222222' : '111111')
  await buyer.seesAlert(authorizeTexts.notices.wrong)

  await buyer.button(authorizeTexts.resend).click()
  await buyer.seesAlert(authorizeTexts.notices.resent)
  await confirm(buyer, await codeInSms(buyer))

  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('a buyer who cancels at the code sees that and can try again', async ({ buyer, stack }) => {
  await buyer.beginAtTrueMoney()
  await lookAtOtp(buyer)
  await buyer.button(authorizeTexts.cancel).click()

  await buyer.seesFailure(buyer.texts().failures.payment_cancelled)
  await expect(buyer.button(buyer.texts().failed.retry)).toBeVisible()
  expect(await stack.simulator.charges()).toMatchObject([
    { status: 'failed', failure_code: 'payment_cancelled' },
  ])
})

async function lookAtOtp(buyer: Buyer): Promise<void> {
  await buyer.page.getByRole('link', { name: authorizeTexts.seeOtp }).click()
  await expect(buyer.heading(authorizeTexts.otpTitle)).toBeVisible()
}

async function codeInSms({ page }: Buyer): Promise<string> {
  const sms = await page.getByRole('complementary', { name: authorizeTexts.sms }).textContent()
  return /\b\d{6}\b/.exec(sms ?? '')?.[0] ?? ''
}

async function confirm(buyer: Buyer, code: string): Promise<void> {
  await buyer.page.getByLabel(authorizeTexts.code).fill(code)
  await buyer.button(authorizeTexts.confirm).click()
}
