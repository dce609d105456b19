/** Plays one schedule on a stack and compares the books: storm, calm, the next day, a week later. */

import type { Books } from './books/books.ts'
import { compareBooks } from './books/compare-books.ts'
import type { Violation } from './books/violation.ts'
import { type Placed, placeOrder, playOrder } from './people/customers.ts'
import { refundAll } from './people/merchant.ts'
import type { ShopOrder } from './people/shop.ts'
import { openPlayingField, type PlayingField } from './playing-field.ts'
import { finalAnswers } from './rules/answer-rules.ts'
import { lostPayments } from './rules/charge-rules.ts'
import { drawFault } from './schedule/fault.ts'
import { createRandom } from './schedule/random.ts'
import type { Schedule } from './schedule/schedule.ts'
import type { Stack } from './stack/stack.ts'

export type Played = {
  readonly violations: readonly Violation[]
  readonly books: Books
  readonly kills: number
}

const dayMs = 86_400_000
/** Omise expires what nobody has paid after seven days. */
const expiryMs = 7 * dayMs + 60_000

export async function runSchedule(stack: Stack, schedule: Schedule): Promise<Played> {
  const { seed, truth, post, faults, mostKills, qrExpiry } = schedule
  if (truth === 'webhooks') await stack.set({ reconciler: false, polls: false })
  const field = await openPlayingField(stack, createRandom(`play ${seed}`), {
    post,
    mostKills,
    qrExpiry,
    fault: (line) => drawFault(line, faults),
  })
  try {
    const { world } = field
    const placed = await Promise.all(schedule.orders.map((plan) => placeOrder(world, plan)))
    const orderIds = placed.map(({ order }) => order.orderId)
    await Promise.all([
      ...placed.map((one) => playOrder(world, one)),
      killInTime(stack, field, schedule),
      troubleInTime(stack, schedule),
    ])
    await field.clearUp()
    // Nothing but webhooks has told the servers anything: they must have been enough.
    const early = truth === 'webhooks' ? lostPayments(await field.readBooks(orderIds)) : []
    await field.settle(orderIds)
    await playNextDay(field, placed, orderIds)
    await playNextWeek(field, orderIds)
    await Promise.all(placed.map(({ order }) => lastPayment(field, order)))
    const books = await field.readBooks(orderIds)
    const violations = [...early, ...compareBooks(books), ...finalAnswers(books)]
    return { violations, books, kills: field.kills() }
  } finally {
    await field.close()
  }
}

/** Whoever gets no answer asks again: the last word has to be one. */
export async function lastPayment(
  { world: { shop, serversUp } }: Pick<PlayingField, 'world'>,
  order: ShopOrder,
): Promise<void> {
  for (let times = 0; times < 5; times += 1) {
    if ((await shop.payment(order)).kind !== 'none') return
    await serversUp()
  }
}

async function killInTime(
  { clock, processes }: Stack,
  field: PlayingField,
  { killsAtMs }: Schedule,
): Promise<void> {
  await Promise.all(
    killsAtMs.map(async (atMs, index) => {
      await clock.sleep(atMs)
      field.kill(processes[index % processes.length] ?? '')
    }),
  )
}

async function troubleInTime(
  { clock, makeTrouble }: Stack,
  { databaseTroubles }: Schedule,
): Promise<void> {
  // One after the other: two limits of one process, or two locks, would be one.
  for (const { atMs, forMs, trouble } of databaseTroubles) {
    await clock.sleep(atMs)
    const end = await makeTrouble(trouble)
    await clock.sleep(forMs)
    await end()
  }
}

async function playNextDay(
  field: PlayingField,
  placed: readonly Placed[],
  orderIds: readonly string[],
): Promise<void> {
  const refunding = placed.filter(({ plan }) => plan.nextDayRefunds.length > 0)
  if (refunding.length === 0) return
  await field.leap(dayMs)
  field.storm()
  await Promise.all(
    refunding.map(({ order, plan }) => refundAll(field.world, order, plan.nextDayRefunds, 'day 2')),
  )
  await field.clearUp()
  await field.settle(orderIds)
}

/** What nobody decided is expired by Omise, and every order comes to an end. */
async function playNextWeek(field: PlayingField, orderIds: readonly string[]): Promise<void> {
  const { charges } = await field.omise.book()
  if (!charges.some(({ status }) => status === 'pending')) return
  await field.leap(expiryMs)
  await field.clearUp()
  await field.settle(orderIds)
}
