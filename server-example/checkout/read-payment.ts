import type { Payment } from '../../widget/contract.ts'
import { liveAttempt, type Order } from './order.ts'
import { paymentOf } from './payment.ts'
import { type ReconcileDeps, reconcileAttempt } from './reconcile.ts'

/**
 * Answers an order's payment, reading a pending charge at Omise first. A buyer
 * who polls gets fresh news at most every `minIntervalMs` per attempt; in
 * between, and when Omise does not answer in time, what is stored. A settled
 * order costs one read of the database.
 */
export function createPaymentReader(
  deps: ReconcileDeps,
  { minIntervalMs, patienceMs }: { minIntervalMs: number; patienceMs: number },
): (order: Order) => Promise<Payment> {
  // Only spares calls: losing it, or having one in each process, changes no answer.
  const readings = new Map<string, Promise<Order | undefined>>()

  return async function readPayment(order) {
    const attempt = liveAttempt(order)
    if (attempt === undefined) return paymentOf(order)
    const reading = readings.get(attempt.id) ?? startReading()
    const impatience = new AbortController()
    const stored = deps.clock.sleep(patienceMs, impatience.signal).then(nothing, nothing)
    const fresh = await Promise.race([reading, stored])
    impatience.abort()
    return paymentOf(fresh ?? order)

    function startReading(): Promise<Order | undefined> {
      if (attempt === undefined) return Promise.resolve(undefined)
      const { id } = attempt
      const started = reconcileAttempt(deps, order, attempt).catch((error: unknown) => {
        deps.journal.warn({ orderId: order.id, attemptId: id, error }, 'the payment was not read')
        return undefined
      })
      readings.set(id, started)
      void deps.clock.sleep(minIntervalMs).then(() => readings.delete(id))
      return started
    }
  }
}

function nothing(): undefined {
  return undefined
}
