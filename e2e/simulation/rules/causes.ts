/** No event without its cause: what the shop is told of an order has happened at Omise. */
import type { ShopEvent } from '../../../server-example/shop/event.ts'
import type { ChargeStatus, Ledger, OmiseCharge } from '../omise/ledger.ts'

/** Says what is wrong with an event, if anything is. */
export function causeMissing(ledger: Ledger, event: ShopEvent): string | undefined {
  const what = `the shop hears ${event.type} of ${event.order.orderId}`
  switch (event.type) {
    case 'order.paid':
      return chargeIs(ledger, event, hasStatus('successful'), what)
    case 'order.payment_failed':
      // The money was gone before anybody here knew that it had come.
      return chargeIs(ledger, event, (one) => one.status === 'failed' || isReversed(one), what)
    case 'order.payment_expired':
      return chargeIs(ledger, event, hasStatus('expired'), what)
    case 'order.paid_twice':
      return chargeIs(ledger, event, hasStatus('successful'), what) ?? refundIs(ledger, event, what)
    case 'order.reversed':
      return chargeIs(ledger, event, isReversed, what)
    case 'order.disputed':
      return chargeIs(ledger, event, ({ disputedAt }) => disputedAt !== null, what)
    case 'order.refunded':
      return refundIs(ledger, event, what)
    case 'order.refund_failed': {
      const made = refundOf(ledger, event)
      return made === undefined || made.status === 'failed'
        ? undefined
        : `${what}, and refund ${made.id} is ${made.status} at Omise`
    }
    case 'order.cancelled':
      return undefined
  }
}

function hasStatus(status: ChargeStatus): (charge: OmiseCharge) => boolean {
  return (charge) => charge.status === status
}

function isReversed({ reversal }: OmiseCharge): boolean {
  return reversal !== null
}

function chargeIs(
  { charges }: Ledger,
  { payment, order }: ShopEvent,
  isCause: (charge: OmiseCharge) => boolean,
  what: string,
): string | undefined {
  const charge = charges.find(({ id }) => id === payment?.chargeId)
  if (charge === undefined) return `${what}, and Omise has no charge ${payment?.chargeId}`
  if (charge.orderId !== order.orderId) return `${what}, and ${charge.id} is of ${charge.orderId}`
  return isCause(charge) ? undefined : `${what}, and ${charge.id} is ${charge.status}`
}

function refundIs(ledger: Ledger, event: ShopEvent, what: string): string | undefined {
  if (event.refund === undefined) return undefined
  const made = refundOf(ledger, event)
  return made?.status === 'closed'
    ? undefined
    : `${what}, and its refund is ${made?.status ?? 'not there'} at Omise`
}

function refundOf({ refunds }: Ledger, { refund }: ShopEvent) {
  const id = refund?.refundId
  return refunds.findLast((one) => one.refundId === id || one.id === id)
}
