/**
 * The clock's way to the truth: orders in which something is open are looked at
 * again with growing pauses until nothing is. Any number of processes may run
 * one; the store lends each order to one of them at a time.
 */
import { isOpen } from './attempt.ts'
import { giveBack } from './give-back.ts'
import { duplicateAttempt, type Order } from './order.ts'
import type { LeasedOrder } from './ports.ts'
import { type ReconcileDeps, reconcileAttempt, reconcileRefunds } from './reconcile.ts'

export type ReconcilerOptions = {
  /** Pause between looks at the store. */
  readonly everyMs: number
  /** Orders looked at in parallel; Omise advises at most 10. */
  readonly parallel: number
  /** How long an order is lent; longer than looking at it may take. */
  readonly leaseMs: number
}

/** One look: asks Omise about every order that is due, and answers how many there were. */
export async function reconcileDue(
  deps: ReconcileDeps,
  { parallel, leaseMs }: ReconcilerOptions,
): Promise<number> {
  const now = deps.clock.now()
  const due = await deps.store.leaseDueOrders({ now, untilMs: now + leaseMs, limit: parallel })
  await Promise.all(due.map((one) => reconcileLeased(deps, one)))
  return due.length
}

/** Looks again and again until the signal says stop; then ends after the look under way. */
export async function runReconciler(
  deps: ReconcileDeps,
  options: ReconcilerOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const done = await reconcileDue(deps, options).catch((error: unknown) => {
      deps.journal.error({ error }, 'the reconciler could not look for due orders')
      return 0
    })
    if (done < options.parallel) await sleepQuietly(deps, options.everyMs, signal)
  }
}

async function reconcileLeased(
  deps: ReconcileDeps,
  { orderId, checks }: LeasedOrder,
): Promise<void> {
  try {
    const order = await deps.store.findOrder(orderId)
    if (order !== undefined) await reconcileOrder(deps, order)
  } catch (error) {
    deps.journal.warn({ orderId, error }, 'the order could not be reconciled; it will be again')
  }
  await deps.store.releaseOrder(orderId, deps.clock.now() + nextDelayMs(checks))
}

/** Brings everything that is open in an order to its end, as far as Omise knows one. */
export async function reconcileOrder(deps: ReconcileDeps, start: Order): Promise<void> {
  let order = start
  for (const { id } of start.attempts.filter(isOpen)) {
    const attempt = order.attempts.find((one) => one.id === id)
    if (attempt !== undefined) order = await reconcileAttempt(deps, order, attempt)
  }
  if (order.refunds.some((one) => one.state === 'creating')) await reconcileRefunds(deps, order)
  const duplicate = duplicateAttempt(order)
  if (duplicate !== undefined)
    await giveBack(deps, {
      orderId: order.id,
      attemptId: duplicate.id,
      reason: 'the order was paid twice',
      refundId: `rfd_${duplicate.id}`,
    })
}

const firstDelayMs = 5_000
const longestDelayMs = 60 * 60_000

/** 5 s, 10 s, 20 s … then every hour: a charge stays payable for seven days. */
export function nextDelayMs(checks: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(checks, 20))
}

async function sleepQuietly(
  { clock }: ReconcileDeps,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await clock.sleep(ms, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
