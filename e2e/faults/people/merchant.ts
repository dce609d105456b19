/** The merchant: refunds asked of our server, with keys and without, once and several times, and refunds at Omise's dashboard. */

import { orderIdOf } from '../books/omise-book.ts'
import type { OrderPlan, RefundPlan } from '../schedule/schedule.ts'
import type { World } from './buyer.ts'
import type { ShopOrder } from './shop.ts'

/** Asks for each refund as planned. `round` keeps the keys of one day from those of another. */
export async function refundAll(
  world: World,
  order: ShopOrder,
  plans: readonly RefundPlan[],
  round: string,
): Promise<void> {
  await Promise.all(
    plans.map((plan, index) => askRefund(world, order, plan, `${round} ${index + 1}`)),
  )
}

async function askRefund(
  { clock, shop, serversUp }: World,
  order: ShopOrder,
  plan: RefundPlan,
  name: string,
): Promise<void> {
  await clock.sleep(plan.afterMs)
  const amountSatang = plan.share === 1 ? undefined : Math.floor(order.amountSatang * plan.share)
  const wish = (nth: number) => (plan.hasKey ? name : `${name} without a key, ${nth}`)
  const ask = (nth: number) =>
    shop.refund(order, { wish: wish(nth), key: plan.hasKey ? name : undefined, amountSatang })
  const answers = await Promise.all(Array.from({ length: plan.copies }, (_, nth) => ask(nth)))
  if (!plan.hasKey) return
  let last = answers.at(-1)
  for (let again = 0; again < plan.asksAgain && !isDefinite(last); again += 1) {
    await serversUp()
    await clock.sleep(2_000)
    last = await ask(0)
  }
}

function isDefinite(answer: Awaited<ReturnType<World['shop']['refund']>> | undefined): boolean {
  if (answer?.kind === 'problem') return answer.code === 'refund_refused'
  return answer?.kind === 'done'
}

/** Refunds at the dashboard, where our server is not asked. */
export async function refundAtDashboard(
  { clock, omise }: World,
  order: ShopOrder,
  plans: OrderPlan['dashboardRefunds'],
): Promise<void> {
  for (const { afterMs, share } of plans) {
    await clock.sleep(afterMs)
    const { charges } = await omise.book()
    const paid = charges.find(
      (one) => orderIdOf(one) === order.orderId && one.status === 'successful',
    )
    if (paid !== undefined)
      await omise.refundAtDashboard(paid.id, Math.floor(order.amountSatang * share))
  }
}
