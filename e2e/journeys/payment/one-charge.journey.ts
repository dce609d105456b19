import { expect, test } from '../../support/journey.ts'
import type { Buyer } from '../../support/shop-page.ts'
import type { Stack } from '../../support/stack.ts'

/** Ways to send a form more than once. Omise is slow, so that each has the time to do harm. */
const impatience: Record<string, (buyer: Buyer) => Promise<void>> = {
  'a double click': (buyer) => buyer.payButton().dblclick(),
  'Enter and a click': async (buyer) => {
    const press = await pointerOn(buyer, false)
    await buyer.phoneField().press('Enter')
    await press()
  },
  'Enter held down': async (buyer) => {
    await buyer.phoneField().focus()
    for (let repeat = 0; repeat < 8; repeat += 1) await buyer.page.keyboard.down('Enter')
    await buyer.page.keyboard.up('Enter')
  },
}

for (const [name, submit] of Object.entries(impatience))
  test(`${name} makes one source and one charge`, async ({ buyer, stack }) => {
    await submitSlowly(buyer, stack, submit)
    await expectOneCharge(stack)
  })

test('a double tap makes one source and one charge', { tag: '@phone' }, async ({
  buyer,
  stack,
  hasTouch,
}) => {
  await submitSlowly(buyer, stack, async () => {
    const touch = await pointerOn(buyer, hasTouch)
    await touch()
    await touch()
  })
  await expectOneCharge(stack)
})

test('a charge whose answer is lost is found, not made again', async ({ buyer, stack }) => {
  await stack.simulator.fault({
    match: { method: 'POST', path: '/charges' },
    fault: { kind: 'reset-after' },
  })
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.payWith('081-234-5678')
  await expectOneCharge(stack)
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  await expectOneCharge(stack)
})

test('two tabs of one order share one charge', async ({ buyer, anotherBrowser, stack }) => {
  const order = await stack.placeOrder()
  const second = await anotherBrowser()
  await buyer.openCheckout(order)
  await second.openCheckout(order)
  await buyer.payWith('081-234-5678')
  await second.payWith('081-234-5678')
  await expect(second.page).toHaveURL(buyer.page.url())

  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  const [charge, ...others] = await stack.simulator.charges()
  expect(others).toEqual([])
  await second.open(charge?.return_uri ?? '')
  await second.seesSuccess()
})

test('a form sent after the order was paid shows the payment', async ({
  buyer,
  anotherBrowser,
  stack,
  trouble,
}) => {
  trouble.announce(/409 \(Conflict\)/)
  const order = await stack.placeOrder()
  const late = await anotherBrowser()
  await late.openCheckout(order)
  await buyer.openCheckout(order)
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()

  await late.submitNumber('089-999-0000')
  await late.seesSuccess()
  expect(await stack.simulator.charges()).toHaveLength(1)
})

/** A finger or a mouse above the button, that asks nobody whether the button is ready. */
async function pointerOn({ page, payButton }: Buyer, hasTouch: boolean) {
  const box = await payButton().boundingBox()
  if (box === null) throw new Error('Expected a button to press.')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return (): Promise<void> => (hasTouch ? page.touchscreen.tap(x, y) : page.mouse.click(x, y))
}

async function submitSlowly(
  buyer: Buyer,
  stack: Stack,
  submit: (buyer: Buyer) => Promise<void>,
): Promise<void> {
  for (const path of ['/sources', '/charges'])
    await stack.simulator.fault({
      match: { method: 'POST', path },
      fault: { kind: 'delay', delayMs: 400 },
    })
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.phoneField().fill('081-234-5678')
  await submit(buyer)
  await buyer.arriveAtTrueMoney()
}

async function expectOneCharge(stack: Stack): Promise<void> {
  const { sources, charges } = await stack.simulator.state()
  expect([sources.length, charges.length]).toEqual([1, 1])
}
