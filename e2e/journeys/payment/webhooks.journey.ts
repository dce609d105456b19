import { chargedOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'
import { linesThatSay } from '../../support/server-log.ts'
import type { SimulatedCharge } from '../../support/simulator-control.ts'
import type { Stack } from '../../support/stack.ts'

/** The result is the same whenever the webhook comes; only desktop, because no screen differs. */
test('the webhook comes before the buyer does', async ({ buyer, stack }) => {
  await stack.simulator.setWebhooks('deliver')
  const { charge } = await chargedOrder(stack)
  const link = await stack.simulator.decide(charge, { decision: 'successful' })
  await expectDeliveries(stack, charge, 1)
  expect(timesPaid(stack, charge)).toBe(1)
  await buyer.open(link)
  await buyer.seesSuccess()
  expect(timesPaid(stack, charge)).toBe(1)
})

test('the webhook comes after the buyer has seen the result', async ({ buyer, stack }) => {
  await stack.simulator.setWebhooks('hold')
  const charge = await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  await stack.simulator.releaseWebhooks()
  await expectDeliveries(stack, charge, 1)
  await buyer.page.reload()
  await buyer.seesSuccess()
  expect(timesPaid(stack, charge)).toBe(1)
})

test('the webhook comes twice', async ({ buyer, stack }) => {
  await stack.simulator.setWebhooks('double')
  const charge = await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await expectDeliveries(stack, charge, 2)
  await buyer.seesSuccess()
  expect(timesPaid(stack, charge)).toBe(1)
})

test('the webhook never comes', async ({ buyer, stack }) => {
  await stack.simulator.setWebhooks('drop')
  const charge = await buyer.beginAtTrueMoney()
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(timesPaid(stack, charge)).toBe(1)
  expect(completions(stack, charge)).toBe(0)
})

test('neither the webhook nor the buyer comes, and the order is paid all the same', {
  // The server looks by itself after ten seconds; the fault suite's server has a faster clock.
  tag: '@deep',
}, async ({ stack }) => {
  await stack.simulator.setWebhooks('drop')
  const { charge } = await chargedOrder(stack)
  await stack.simulator.decide(charge, { decision: 'successful' })
  await expect.poll(() => timesPaid(stack, charge)).toBe(1)
  expect(completions(stack, charge)).toBe(0)
})

async function expectDeliveries(stack: Stack, charge: SimulatedCharge, times: number) {
  await expect.poll(() => completions(stack, charge)).toBe(times)
}

/** How often the server has taken "this charge is complete". */
function completions(stack: Stack, { id }: SimulatedCharge): number {
  const fields = { chargeId: id, key: 'charge.complete' }
  return linesThatSay(stack.log(), 'webhook handled', fields).length
}

/** How often the order became paid. */
function timesPaid(stack: Stack, { metadata }: SimulatedCharge): number {
  return linesThatSay(stack.log(), 'attempt is successful', { orderId: metadata.order_id }).length
}
