/** Kill -9 in a loop under twenty buyers who never stop ordering; at the end the books must agree. */

import { compareBooks } from '../books/compare-books.ts'
import { placeOrder, playOrder } from '../people/customers.ts'
import type { ShopOrder } from '../people/shop.ts'
import { openPlayingField } from '../playing-field.ts'
import { finalAnswers } from '../rules/answer-rules.ts'
import { lastPayment, type Played } from '../run-schedule.ts'
import { createRandom } from '../schedule/random.ts'
import { planOrder } from '../schedule/schedule.ts'
import type { Stack } from './stack.ts'

export type KillLoopOptions = {
  readonly seed: number
  readonly seconds: number
  readonly buyers: number
}

/** Between two kills, in the machine's milliseconds: now in the middle of work, now just after a start. */
const pauseMs = { from: 50, to: 1_500 }

export async function runKillLoop(stack: Stack, options: KillLoopOptions): Promise<Played> {
  const random = createRandom(`kill loop ${options.seed}`)
  const endsAt = Date.now() + options.seconds * 1_000
  const field = await openPlayingField(stack, random, {
    post: {
      dropShare: 0.2,
      doubleShare: 0.2,
      lateShare: 0.3,
      latestMs: 5_000,
      muchLaterShare: 0.1,
      isInsistent: false,
      forgeries: 0,
    },
    mostKills: Number.POSITIVE_INFINITY,
    qrExpiry: 'accept',
    fault: () => ({ kind: 'none' }),
  })
  const orders: ShopOrder[] = []
  try {
    const buyers = Array.from({ length: options.buyers }, (_, nth) => keepBuying(nth))
    await Promise.all([...buyers, keepKilling()])
    const orderIds = orders.map(({ orderId }) => orderId)
    await field.clearUp()
    await field.settle(orderIds)
    await field.leap(8 * 86_400_000)
    await field.clearUp()
    await field.settle(orderIds)
    await Promise.all(orders.map((order) => lastPayment(field, order)))
    const books = await field.readBooks(orderIds)
    const violations = [...compareBooks(books), ...finalAnswers(books)]
    return { violations, books, kills: field.kills() }
  } finally {
    await field.close()
  }

  async function keepBuying(nth: number): Promise<void> {
    const taste = random.fork(`buyer ${nth}`)
    const methods = taste.fork('methods')
    while (Date.now() < endsAt) {
      const placed = await placeOrder(field.world, planOrder(taste, methods))
      orders.push(placed.order)
      await playOrder(field.world, placed)
    }
  }

  async function keepKilling(): Promise<void> {
    const line = random.fork('kills')
    const { clock, processes } = stack
    while (Date.now() < endsAt) {
      await clock.sleep(line.integer(pauseMs.from, pauseMs.to) * clock.settings().scale)
      field.kill(line.pick(processes))
    }
  }
}
