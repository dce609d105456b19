import type { Payment } from '../../widget/contract.ts'
import type { Attempt } from './order/attempt.ts'
import { liveAttempt, type Order } from './order/order.ts'
import { paymentOf, type QrCodeOf } from './order/payment.ts'
import type { ReconcileDeps } from './ports.ts'
import { reconcileAttempt } from './reconcile.ts'

/**
 * Returns a function that resolves with an order's payment. It reads a pending
 * charge at Omise first, at most every `minIntervalMs` for each attempt; in
 * between, and when Omise takes longer than `patienceMs`, it resolves with what
 * is stored. A settled order costs one read of the database.
 */
export function createPaymentReader(
  deps: ReconcileDeps,
  {
    minIntervalMs,
    patienceMs,
    qrCodeOf,
  }: { minIntervalMs: number; patienceMs: number; qrCodeOf: QrCodeOf },
): (order: Order) => Promise<Payment> {
  // Only spares calls: losing it, or having one in each process, changes no result.
  const readings = new Map<string, Reading>()

  return async function readPayment(order) {
    const attempt = liveAttempt(order)
    if (attempt === undefined) return paymentOf(order, qrCodeOf)
    const impatience = new AbortController()
    const stored = deps.clock.sleep(patienceMs, impatience.signal).then(nothing, nothing)
    const fresh = await Promise.race([reading(order, attempt), stored])
    impatience.abort()
    const payment = paymentOf(fresh ?? order, qrCodeOf)
    if (payment.status !== 'pending') return payment
    return { ...payment, pendingMs: Math.max(0, deps.clock.now() - attempt.createdAt) }
  }

  function reading(order: Order, attempt: Attempt): Promise<Order | undefined> {
    const now = deps.clock.now()
    const recent = readings.get(attempt.id)
    if (recent !== undefined && now - recent.startedAt < minIntervalMs) return recent.answer
    for (const [id, { startedAt }] of readings)
      if (now - startedAt >= minIntervalMs) readings.delete(id)
    const answer = reconcileAttempt(deps, order, attempt).catch((error: unknown) => {
      const ids = { orderId: order.id, attemptId: attempt.id }
      deps.logger.warn({ ...ids, error }, 'the payment was not read')
      return undefined
    })
    readings.set(attempt.id, { startedAt: now, answer })
    return answer
  }
}

type Reading = { readonly startedAt: number; readonly answer: Promise<Order | undefined> }

function nothing(): undefined {
  return undefined
}
