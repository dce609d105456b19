import type { PhoneProblem } from '../../../widget/core/phone.ts'
import { expect, test } from '../../support/journey.ts'
import type { Buyer } from '../../support/shop-page.ts'

const wrong: [typed: string, problem: PhoneProblem][] = [
  ['', 'empty'],
  ['02-123-4567', 'landline'],
  ['081-234-567', 'too_short'],
  ['081-234-56789', 'too_long'],
  ['my number', 'letters'],
  ['+1 212 555 0100', 'not_thai'],
]

test('a number that cannot be right is explained, and nothing is sent', async ({
  buyer,
  stack,
}) => {
  await buyer.openCheckout(await stack.placeOrder())
  for (const [typed, problem] of wrong) {
    await buyer.submitNumber(typed)
    await buyer.seesAlert(buyer.texts().fieldProblems[problem])
    await expect(buyer.phoneField()).toHaveAttribute('aria-invalid', 'true')
    await expect(buyer.phoneField()).toBeFocused()
  }
  const { sources, charges } = await stack.simulator.state()
  expect([...sources, ...charges]).toEqual([])
})

test('a number with an error is right again once it is corrected', async ({ buyer, stack }) => {
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.submitNumber('081-234-567')
  await buyer.phoneField().press('End')
  await buyer.phoneField().press('8')
  await expect(buyer.phoneField()).toHaveAttribute('aria-invalid', 'false')
  await buyer.payButton().click()
  await buyer.arriveAtTrueMoney()
})

// Every other form is in the tests of `parsePhone`.
for (const typed of ['+66 81 234 5678', '๐๘๑๒๓๔๕๖๗๘'])
  test(`${typed} reaches Omise as 0812345678`, async ({ buyer, stack }) => {
    await buyer.openCheckout(await stack.placeOrder())
    await buyer.payWith(typed)
    const { sources } = await stack.simulator.state()
    expect(sources).toMatchObject([{ phone_number: '0812345678' }])
  })

test('a pasted number is taken whole and grouped', { tag: '@phone' }, async ({
  buyer,
  context,
  stack,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stack.shopUrl })
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.page.evaluate(() => navigator.clipboard.writeText('+66 (0)81 234 5678'))
  await buyer.phoneField().focus()
  await buyer.page.keyboard.press('ControlOrMeta+v')
  await expect(buyer.phoneField()).toHaveValue('081-234-5678')
})

test('typing groups the number and keeps the caret where the buyer writes', {
  tag: '@phone',
}, async ({ buyer, stack }) => {
  await buyer.openCheckout(await stack.placeOrder())
  const keys = async (...names: string[]) => {
    for (const name of names) await buyer.page.keyboard.press(name)
    return lookOf(buyer)
  }
  await buyer.phoneField().focus()

  expect(await keys(...'0812')).toBe('081-2|')
  expect(await keys(...'345678')).toBe('081-234-5678|')
  expect(await keys('Home', 'ArrowRight', 'ArrowRight', 'Delete')).toBe('08|2-345-678')
  expect(await keys('9')).toBe('089|-234-5678')
  expect(await keys('ArrowRight', 'ArrowRight', 'Backspace')).toBe('089|-345-678')
  expect(await keys('7')).toBe('089-7|34-5678')
  expect(await keys('ArrowRight', 'ArrowRight', 'Delete')).toBe('089-734-|5678')
  expect(await keys('Delete')).toBe('089-734-|678')
  expect(await keys('End', 'Backspace', 'Backspace', 'Backspace')).toBe('089-734|')
})

/** The field's text, with a bar where the caret is. */
function lookOf(buyer: Buyer): Promise<string> {
  return buyer.phoneField().evaluate((field) => {
    if (!(field instanceof HTMLInputElement)) return 'no field'
    const caret = field.selectionStart ?? -1
    return `${field.value.slice(0, caret)}|${field.value.slice(caret)}`
  })
}
