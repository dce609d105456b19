/**
 * The reconciler: reads the charges of orders in which something is open, with
 * growing pauses, until nothing is. Any number of processes may run one; the store
 * leases each order to one of them at a time.
 */
import { type Attempt, isOpen } from './order/attempt.ts'
import { duplicateAttempt, type Order, whyRefunded } from './order/order.ts'
import type { LeasedOrder, ReconcileDeps } from './ports.ts'
import { ProviderError } from './provider.ts'
import { reconcileAttempt } from './reconcile.ts'
import { createRefund } from './refunds/create-refund.ts'
import { reconcileRefunds } from './refunds/reconcile-refunds.ts'
import { isUnresolved } from './refunds/refund.ts'
import { refundRetryMs } from './refunds/refund-policy.ts'

export type ReconcilerOptions = {
  /** Polling interval of the store when little is due. */
  readonly everyMs: number
  /** Orders reconciled in parallel; Omise advises at most 10 calls. */
  readonly parallel: number
  /** Orders reconciled in a second; Omise advises to spread calls, 20 a second for instance. */
  readonly perSecond: number
  /** How long an order is leased: longer than reconciling it should take. If it takes longer, saving stays safe. */
  readonly leaseMs: number
}

export type Pass = {
  /** Orders that were due. */
  readonly orders: number
  /** The pause that Omise asked for. */
  readonly pauseMs: number
}

/** One pass: reconciles the orders that are due. */
export async function reconcileDue(
  deps: ReconcileDeps,
  { parallel, leaseMs }: ReconcilerOptions,
): Promise<Pass> {
  const now = deps.clock.now()
  const untilMs = now + leaseMs
  const due = await deps.store.leaseDueOrders({ now, untilMs, limit: parallel })
  const pauses = await Promise.all(due.map((one) => reconcileLeased(deps, one, untilMs)))
  return { orders: due.length, pauseMs: Math.max(0, ...pauses) }
}

/** Runs passes until nothing is due, Omise asks for a pause, or the signal aborts. Resolves with the number of orders. */
export async function reconcileAllDue(
  deps: ReconcileDeps,
  options: ReconcilerOptions,
  signal: AbortSignal,
): Promise<number> {
  let count = 0
  while (!signal.aborted) {
    const { orders, pauseMs } = await runPass(deps, options)
    count += orders
    if (orders < options.parallel || pauseMs > 0) break
  }
  return count
}

/** Runs passes until the signal aborts; then ends after the current one. */
export async function runReconciler(
  deps: ReconcileDeps,
  options: ReconcilerOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const startedAt = deps.clock.now()
    const { orders, pauseMs } = await runPass(deps, options)
    const spreadMs = (orders / options.perSecond) * 1000 - (deps.clock.now() - startedAt)
    const idleMs = orders < options.parallel ? options.everyMs : 0
    await sleepQuietly(deps, Math.max(spreadMs, idleMs, pauseMs, 0), signal)
  }
}

async function runPass(deps: ReconcileDeps, options: ReconcilerOptions): Promise<Pass> {
  try {
    return await reconcileDue(deps, options)
  } catch (error) {
    deps.logger.error({ error }, 'the reconciler failed; it tries again')
    return { orders: 0, pauseMs: pauseAfter(error) }
  }
}

/** Resolves with the pause that Omise asked for. */
async function reconcileLeased(
  deps: ReconcileDeps,
  { orderId, checks }: LeasedOrder,
  untilMs: number,
): Promise<number> {
  let pauseMs = 0
  try {
    const order = await deps.store.findOrder(orderId)
    if (order !== undefined) await reconcileOrder(deps, order)
  } catch (error) {
    pauseMs = pauseAfter(error)
    deps.logger.warn({ orderId, error }, 'the order could not be reconciled; it will be again')
  }
  const delayMs = Math.max(nextDelayMs(checks), pauseMs)
  await deps.store.releaseOrder(orderId, { untilMs, dueAt: deps.clock.now() + delayMs })
  return pauseMs
}

function pauseAfter(error: unknown): number {
  return error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0
}

/** Resolves everything that is open in an order, as far as Omise knows the outcome. */
export async function reconcileOrder(deps: ReconcileDeps, start: Order): Promise<void> {
  let order = start
  for (const { id } of start.attempts.filter(isOpen)) {
    const attempt = order.attempts.find((one) => one.id === id)
    if (attempt !== undefined) order = await reconcileAttempt(deps, order, attempt)
  }
  if (order.refunds.some(isUnresolved)) order = await reconcileRefunds(deps, order)
  const duplicate = duplicateAttempt(order)
  if (duplicate !== undefined) await refundDuplicate(deps, order, duplicate)
}

/** A refund that was refused or failed is followed by a new one, ever more rarely: this money must be refunded. */
async function refundDuplicate(deps: ReconcileDeps, order: Order, attempt: Attempt): Promise<void> {
  const { id: orderId, refunds } = order
  const attemptId = attempt.id
  const refusals = refunds.filter(
    (one) => one.attemptId === attemptId && (one.state === 'refused' || one.state === 'failed'),
  )
  const last = refusals.at(-1)
  if (last && deps.clock.now() < last.createdAt + refundRetryMs(refusals.length)) return
  const result = await createRefund(deps, {
    orderId,
    attemptId,
    reason: whyRefunded(order, attempt),
    refundId: `rfd_${attemptId}_${refusals.length}`,
  })
  if (result.kind === 'done' || result.kind === 'pending') return
  const detail = result.kind === 'refused' ? { detail: result.detail } : {}
  deps.logger.error(
    { orderId, attemptId, result: result.kind, ...detail },
    'a charge that must be refunded is not refunded yet',
  )
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
