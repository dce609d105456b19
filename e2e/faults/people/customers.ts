/** Everybody who has to do with one order: its buyers, then the merchant, and another system of the merchant's. */

import type { OrderPlan } from '../schedule/schedule.ts'
import { buy, press, type World } from './buyer.ts'
import { refundAll, refundAtDashboard } from './merchant.ts'
import type { ShopOrder } from './shop.ts'

export type Placed = { readonly order: ShopOrder; readonly plan: OrderPlan }

/** Places an order as often as it takes for a server to answer. */
export async function placeOrder({ shop, serversUp }: World, plan: OrderPlan): Promise<Placed> {
  for (;;) {
    const order = await shop.newOrder(plan.quantity)
    if (order !== undefined) return { order, plan }
    await serversUp()
  }
}

export async function playOrder(world: World, { order, plan }: Placed): Promise<void> {
  await Promise.all([
    ...plan.tabs.map((tries) => buy(world, order, tries)),
    makeForeignCharge(world, order, plan),
    cancel(world, order, plan),
  ])
  await Promise.all([
    refundAll(world, order, plan.refunds, 'day 1'),
    refundAtDashboard(world, order, plan.dashboardRefunds),
  ])
}

/** Asks until somebody answers; a refusal is an answer. */
async function cancel(
  { clock, shop, serversUp }: World,
  order: ShopOrder,
  { cancelAfterMs }: OrderPlan,
): Promise<void> {
  if (cancelAfterMs === null) return
  await clock.sleep(cancelAfterMs)
  while ((await shop.cancel(order)) === 'none') await serversUp()
}

async function makeForeignCharge(
  world: World,
  order: ShopOrder,
  { foreignCharge }: OrderPlan,
): Promise<void> {
  const { orderId, amountSatang } = order
  if (foreignCharge === 'none') return
  const order_id = foreignCharge === 'other order' ? 'ord_of_somebody_else' : orderId
  // Of our order it is what a restored backup leaves behind: a charge whose attempt is not stored.
  const authorizeUri = await world.omise.newForeignCharge(
    { order_id, attempt_id: 'att_not_stored' },
    amountSatang,
  )
  await press(world, order, authorizeUri, { kind: 'successful' })
}
