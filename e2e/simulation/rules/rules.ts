/** What must hold after every step, whatever happened. The first thing that does not ends the run. */

import { isLive, isPaid } from '../../../server-example/checkout/order/attempt.ts'
import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { ShopEvent } from '../../../server-example/shop/event.ts'
import type { Payment } from '../../../widget/contract.ts'
import type { Ledger, OmiseCharge } from '../omise/ledger.ts'
import type { ModelDatabase } from '../store/model-data.ts'
import { causeMissing } from './causes.ts'
import { falseStatement } from './order-truth.ts'
import { unsettled } from './settled.ts'
import { paymentLie } from './shown.ts'

export type Rules = ReturnType<typeof createRules>

export type RulesDeps = {
  readonly ledger: Ledger
  readonly data: ModelDatabase
  readonly now: () => number
}

type Line = { last: number }

export function createRules({ ledger, data, now }: RulesDeps) {
  const violations: string[] = []
  let checked: ModelDatabase['orders'] = new Map()
  let checkedAt = 0
  let checkedEvents = 0
  let checkedCharges = 0
  let isRestored = false
  const lines = new Map<string, Line>()
  /** When an order was first shown as paid. */
  const shownPaid = new Map<string, number>()
  /** Types of events and their orders, as the shop has received them. */
  const received = new Set<string>()
  /** What an event's id stood for: the shop does nothing for one that it knows. */
  const abouts = new Map<string, string>()
  const paidEvents = new Map<string, string>()
  return { violations, afterStep, heard, took, shown, sentTo, restored, unsettledReasons }

  function afterStep(): void {
    for (const { event } of data.events.slice(checkedEvents)) report(causeMissing(ledger, event))
    checkedEvents = data.events.length
    if (data.orders === checked && ledger.changedAt === checkedAt) return
    for (const { order } of data.orders.values()) {
      const before = checked.get(order.id)?.order
      if (before === order && ledger.changedAt === checkedAt) continue
      report(falseStatement(ledger, order) ?? lowered(before, order))
    }
    report(madeTwice(ledger))
    for (const charge of ledger.charges.slice(checkedCharges)) report(secondCharge(charge))
    checkedCharges = ledger.charges.length
    checked = data.orders
    checkedAt = ledger.changedAt
  }

  /** While one can still be paid, no other is made. */
  function secondCharge({ id, orderId }: OmiseCharge): string | undefined {
    const attempts = data.orders.get(orderId)?.order.attempts ?? []
    const other = ledger.charges.find(
      (one) =>
        one.orderId === orderId &&
        one.id !== id &&
        one.status === 'pending' &&
        attempts.some((attempt) => attempt.id === one.attemptId && isLive(attempt)),
    )
    return other && `Omise makes charge ${id} of ${orderId} while ${other.id} can still be paid`
  }

  function heard(event: ShopEvent): void {
    const { type, payment, order, refund } = event
    const subject = type === 'order.paid' ? order.orderId : payment?.chargeId
    const about = `${type} of ${subject} ${refund?.amount ?? ''}`
    const before = abouts.get(event.id) ?? about
    abouts.set(event.id, before)
    if (before !== about)
      report(`the shop hears event ${event.id} as ${about}, and it was ${before} before`)
    const paid = paidEvents.get(order.orderId) ?? event.id
    if (type === 'order.paid') paidEvents.set(order.orderId, paid)
    if (type === 'order.paid' && paid !== event.id)
      report(`the shop hears order.paid of ${order.orderId} twice`)
  }

  function took(channel: string, event: ShopEvent): void {
    received.add(`${event.type} ${event.order.orderId}`)
    if (isRestored) return
    const line = lineOf(channel, event)
    if (event.sequence > line.last + 1)
      report(`the shop gets event #${event.sequence} of ${event.order.orderId} after #${line.last}`)
    line.last = Math.max(line.last, event.sequence)
  }

  /** A buyer was shown this, having asked at `askedAt`. */
  function shown(orderId: string, payment: Payment, askedAt: number): void {
    report(paymentLie(ledger, orderId, payment))
    const paidAt = shownPaid.get(orderId)
    if (payment.status === 'successful') shownPaid.set(orderId, paidAt ?? now())
    else if (paidAt !== undefined && askedAt > paidAt && !isRestored)
      report(`${orderId} was shown as paid, and is shown as ${payment.status} afterwards`)
  }

  /** A buyer of the order was sent to this charge's page, or scanned its code. */
  function sentTo(orderId: string, chargeId: string): void {
    const owner = ledger.charges.find(({ id }) => id === chargeId)?.orderId
    if (owner !== orderId) report(`${orderId} is sent to charge ${chargeId}, which is of ${owner}`)
  }

  /** What was known is lost: only what Omise knows can be expected from here on. */
  function restored(): void {
    isRestored = true
    checked = new Map()
    checkedEvents = data.events.length
    lines.clear()
  }

  function unsettledReasons(): readonly string[] {
    return unsettled(ledger, data, received)
  }

  function lineOf(channel: string, { order }: ShopEvent): Line {
    const key = `${channel} ${order.orderId}`
    const line = lines.get(key) ?? { last: 0 }
    lines.set(key, line)
    return line
  }

  function report(violation: string | undefined): void {
    if (violation !== undefined) violations.push(violation)
  }
}

function lowered(before: Order | undefined, after: Order): string | undefined {
  const lost = before?.attempts
    .filter(isPaid)
    .find(({ id, state }) => after.attempts.find((one) => one.id === id)?.state !== state)
  return lost && `attempt ${lost.id} was ${lost.state}, and is not any more`
}

function madeTwice({ charges, refunds }: Ledger): string | undefined {
  const attempt = twice(charges.map(({ attemptId }) => attemptId))
  if (attempt !== undefined) return `Omise made two charges for attempt ${attempt}`
  const made = refunds.filter(({ status }) => status !== 'failed')
  const refund = twice(made.flatMap(({ refundId }) => (refundId === null ? [] : [refundId])))
  return refund && `Omise made refund ${refund} twice`
}

function twice(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index)
}
