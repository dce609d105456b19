/** What our books say of an order must be so at Omise: unknown is neither paid nor failed. */
import { type Attempt, isLive } from '../../../server-example/checkout/order/attempt.ts'
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { Refund } from '../../../server-example/checkout/refunds/refund.ts'
import type { Ledger, OmiseCharge } from '../omise/ledger.ts'

/** Says which statement of an order is not true, if one is not. */
export function falseStatement(ledger: Ledger, order: Order): string | undefined {
  for (const attempt of order.attempts) {
    const wrong = wrongAttempt(ledger, order, attempt)
    if (wrong !== undefined)
      return `${order.id}: attempt ${attempt.id} is ${attempt.state}, and ${wrong}`
  }
  for (const refund of order.refunds) {
    const wrong = wrongRefund(ledger, refund)
    if (wrong !== undefined)
      return `${order.id}: refund ${refund.id} is ${refund.state}, and ${wrong}`
  }
  if (order.cancelledAt !== null && order.attempts.some(isLive))
    return `${order.id} is cancelled, and can still be paid`
  const kept = order.attempts.filter(({ state }) => state === 'successful')
  return kept.length > 1 ? `${order.id} keeps ${kept.length} payments` : undefined
}

const settledStates: Partial<Record<Attempt['state'], OmiseCharge['status']>> = {
  successful: 'successful',
  duplicate: 'successful',
  failed: 'failed',
  expired: 'expired',
}

function wrongAttempt(
  { charges }: Ledger,
  order: Order,
  { state, chargeId }: Attempt,
): string | undefined {
  const status = settledStates[state]
  if (chargeId === null) return status === undefined ? undefined : 'it has no charge'
  const charge = charges.find(({ id }) => id === chargeId)
  if (charge === undefined) return `Omise has no charge ${chargeId}`
  if (charge.orderId !== order.id) return `charge ${chargeId} is of ${charge.orderId}`
  const isReversed = state === 'failed' && charge.reversal !== null
  return status === undefined || charge.status === status || isReversed
    ? undefined
    : `charge ${chargeId} is ${charge.status} at Omise`
}

function wrongRefund({ refunds }: Ledger, { id, omiseId, state }: Refund): string | undefined {
  const made = refunds.findLast((one) => one.refundId === id || one.id === omiseId)
  switch (state) {
    case 'creating':
      return undefined
    case 'pending':
      return made === undefined ? 'Omise has no such refund' : undefined
    case 'done':
      return made?.status === 'closed' ? undefined : `it is ${made?.status ?? 'not there'} at Omise`
    case 'failed':
    case 'refused':
    case 'abandoned':
      return made === undefined || made.status === 'failed'
        ? undefined
        : `it is ${made.status} at Omise`
  }
}
