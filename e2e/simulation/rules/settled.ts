/** The books once nothing fails any more and there was time: they agree, and nothing is open. */
import { isOpen, isPaid } from '../../../server-example/checkout/order/attempt.ts'
import { type Order, successfulAttempt } from '../../../server-example/checkout/order/order.ts'
import { isUnresolved, refundedSatang } from '../../../server-example/checkout/refunds/refund.ts'
import { chargesOf, isPaidCharge, isTakenBack, type Ledger, refundedOf } from '../omise/ledger.ts'
import type { ModelDatabase } from '../store/model-data.ts'

/** Says what is not settled yet; nothing when all is. */
export function unsettled(
  ledger: Ledger,
  data: ModelDatabase,
  received: ReadonlySet<string>,
): readonly string[] {
  const orders = [...data.orders.values()].map(({ order }) => order)
  return [
    ...orders.flatMap((order) => ofOrder(ledger, order)),
    ...(data.channels.length === 0 ? [] : orders.flatMap((order) => ofShop(order, received))),
    ...data.deliveries
      .filter(({ state }) => state !== 'taken')
      .map(({ event, channel, state }) => `event ${event.type} is ${state} for ${channel}`),
  ]
}

function ofShop(order: Order, received: ReadonlySet<string>): readonly string[] {
  const paid = successfulAttempt(order)
  const expected = [
    ...(paid === undefined ? [] : ['order.paid']),
    ...(paid?.reversedAt == null ? [] : ['order.reversed']),
    ...(paid?.disputedAt == null ? [] : ['order.disputed']),
  ]
  return expected
    .filter((type) => !received.has(`${type} ${order.id}`))
    .map((type) => `the shop never received ${type} of ${order.id}`)
}

function ofOrder(ledger: Ledger, order: Order): readonly string[] {
  const paid = successfulAttempt(order)
  const taken = chargesOf(ledger, order.id).filter(isPaidCharge)
  return [
    ...order.attempts.filter(isOpen).map(({ id, state }) => `attempt ${id} is ${state}`),
    ...order.refunds.filter(isUnresolved).map(({ id, state }) => `refund ${id} is ${state}`),
    ...taken.flatMap((charge) => {
      const attempt = order.attempts.find(({ chargeId }) => chargeId === charge.id)
      if (attempt === undefined || !isPaid(attempt))
        return charge.reversal === null ? [`charge ${charge.id} is paid at Omise alone`] : []
      if ((charge.reversal !== null) !== (attempt.reversedAt !== null))
        return [`only one side has ${charge.id} as reversed`]
      if ((charge.disputedAt !== null) !== (attempt.disputedAt !== null))
        return [`only one side has ${charge.id} as disputed`]
      const atOmise = refundedOf(ledger, charge.id)
      const here = refundedSatang(order.refunds, attempt.id)
      if (atOmise !== here)
        return [`of ${charge.id} Omise refunded ${atOmise}, our books say ${here}`]
      return attempt !== paid && !isTakenBack(charge) && atOmise < charge.amountSatang
        ? [`${charge.id} is paid beside the order’s payment, and not refunded`]
        : []
    }),
    ...(taken.some(({ reversal }) => reversal === null) &&
    paid === undefined &&
    order.cancelledAt === null
      ? [`${order.id} is paid at Omise and not here`]
      : []),
  ]
}
