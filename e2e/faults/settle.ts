/** Waits until nothing moves any more: the post is delivered, and every order has come to the end that Omise knows. */
import { duplicateAttempt, type Order } from '../../server-example/checkout/order/order.ts'
import { createOutbox } from '../../server-example/store/outbox/outbox.ts'
import type { OmiseBook } from './books/omise-book.ts'
import type { Omise } from './stack/omise.ts'
import type { Stack } from './stack/stack.ts'

/** The reconciler's time: its pauses double, so whatever is a few minutes old is looked at well within this. */
const reconcilerTimeMs = 15 * 60_000
const lookEveryMs = 3_000
/** At least so long by the machine's own time: a busy one does in a minute what another does in seconds. */
const leastMachineMs = 60_000

/** Ends also when that time is over: what is not settled then is for the rules to judge. */
export async function settle(
  stack: Pick<Stack, 'clock' | 'proxy' | 'postman' | 'store' | 'database'>,
  omise: Pick<Omise, 'book' | 'settled'>,
  orderIds: readonly string[],
): Promise<void> {
  const { clock, proxy, postman, store } = stack
  const outbox = createOutbox(stack.database)
  const giveUpAt = clock.now() + reconcilerTimeMs
  const patientUntil = performance.now() + leastMachineMs
  let open = orderIds
  while (clock.now() < giveUpAt || performance.now() < patientUntil) {
    const isQuiet = !postman.isBusy() && !proxy.isBusy()
    const orders = await Promise.all(open.map((id) => store.findOrder(id)))
    const moving = orders.filter((order) => order !== undefined && order.dueAt !== null)
    const book = moving.length > 0 ? await omise.book() : undefined
    open = moving.flatMap((order) =>
      order === undefined || book === undefined || isSettled(order, book) ? [] : [order.id],
    )
    const isHeard = (await outbox.readBacklog()).oldestWaitingAt === null
    if (isQuiet && isHeard && open.length === 0) {
      await omise.settled()
      if (!postman.isBusy() && !proxy.isBusy()) return
    }
    await clock.sleep(lookEveryMs)
  }
}

/** Nothing is open, but for charges that are open at Omise too. */
function isSettled(order: Order, { charges }: OmiseBook): boolean {
  const { attempts, refunds } = order
  if (duplicateAttempt(order) !== undefined) return false
  if (refunds.some(({ state }) => state === 'creating')) return false
  return attempts.every(({ state, chargeId }) => {
    if (state === 'creating' || state === 'superseded') return false
    if (state !== 'pending') return true
    return charges.find(({ id }) => id === chargeId)?.status === 'pending'
  })
}
