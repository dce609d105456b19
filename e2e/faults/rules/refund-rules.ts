/** Rules for money given back: each wish once, never more than was paid, and both books alike. */

import type { Order } from '../../../server-example/checkout/order/order.ts'
import type { Refund } from '../../../server-example/checkout/refunds/refund.ts'
import { answerWithinMs } from '../../../server-example/http/request/within.ts'
import type { Books } from '../books/books.ts'
import { type OmiseRefund, textOf } from '../books/omise-book.ts'
import type { RefundTold } from '../books/told.ts'
import { type Violation, violation } from '../books/violation.ts'
import { chargesOf } from './charge-rules.ts'

/** What was given back twice, too much, without being written down, or with a wrong word. */
export function wrongRefunds(books: Books): Violation[] {
  return books.orders.flatMap((order) => [
    ...amounts(books, order),
    ...twins(books, order),
    ...bookkeeping(books, order),
    ...answers(books, order),
  ])
}

function amounts(books: Books, order: Order): Violation[] {
  const say = violation('wrong refund', order)
  return chargesOf(books, order).flatMap(({ id, amount }) => {
    const sum = sumOf(books.omise.refunds.filter(({ charge }) => charge === id))
    return sum > amount ? [say(`${sum} given back of ${amount} satang of ${id}`)] : []
  })
}

function twins(books: Books, order: Order): Violation[] {
  const say = violation('wrong refund', order)
  const ids = refundsOf(books, order).map(refundIdOf)
  const doubled = new Set(ids.filter((id, index) => id !== null && ids.indexOf(id) !== index))
  return [...doubled].map((id) => say(`refund ${id} was made twice`))
}

/** A refund of the dashboard has to be known once its webhook was answered well; one of ours always. */
function bookkeeping(books: Books, order: Order): Violation[] {
  const say = violation('wrong refund', order)
  const made = refundsOf(books, order)
  const written = order.refunds.filter(({ state }) => state === 'done')
  const missing = made.filter(
    (one) => !written.some((row) => isSame(row, one)) && mustBeKnown(books, one),
  )
  const invented = written.filter((row) => !made.some((one) => isSame(row, one)))
  const sayYet = violation('wrong refund', order, 'time')
  return [
    ...missing.map(({ id, amount }) =>
      sayYet(`Omise gave back ${amount} (${id}), the order has it not`),
    ),
    ...invented.map(({ id }) => say(`the order has refund ${id}, Omise has it not`)),
  ]
}

function answers(books: Books, order: Order): Violation[] {
  const say = violation('wrong refund', order)
  const made = refundsOf(books, order)
  const told = books.told.refunds.filter(({ orderId }) => orderId === order.id)
  const wishes = Map.groupBy(told, ({ wish }) => wish)
  const ours = made.filter(
    (one) => refundIdOf(one)?.startsWith('rfd_') && !isDuplicates(order, one),
  )
  const open = [...wishes.values()].filter((all) => !all.every(isNothingGivenBack))
  const broken = told.filter(
    // An answer that Omise delays for too long says that nothing is known; any other one is a mistake.
    ({ answer, askedAt, toldAt }) =>
      answer.kind === 'problem' &&
      answer.code === 'internal_error' &&
      toldAt - askedAt < answerWithinMs,
  )
  return [
    ...(ours.length > open.length
      ? [
          say(
            `${ours.length} refunds; ${wishes.size} asked for, of which ${open.length} not refused`,
          ),
        ]
      : []),
    ...[...wishes].flatMap(([wish, all]) => wishAnswers(wish, all, made).map(say)),
    ...broken.map(({ wish }) => say(`${wish} was answered with internal_error`)),
  ]
}

function wishAnswers(
  wish: string,
  all: readonly RefundTold[],
  made: readonly OmiseRefund[],
): string[] {
  const ids = all.flatMap(({ answer }) =>
    answer.kind === 'done' || answer.kind === 'unconfirmed' ? [answer.refundId] : [],
  )
  const doneIds = all.flatMap(({ answer }) => (answer.kind === 'done' ? [answer.refundId] : []))
  const missing = doneIds.filter((id) => !made.some((one) => refundIdOf(one) === id))
  return [
    ...(new Set(ids).size > 1 ? [`${wish} became several refunds: ${ids.join(', ')}`] : []),
    ...missing.map((id) => `${wish} was told to be done, Omise has no ${id}`),
  ]
}

function isNothingGivenBack({ answer }: RefundTold): boolean {
  return (
    answer.kind === 'problem' && ['refund_refused', 'provider_unavailable'].includes(answer.code)
  )
}

/** What the server gave back by itself, because the order had been paid twice. */
function isDuplicates(order: Order, refund: OmiseRefund): boolean {
  return order.attempts.some(
    ({ chargeId, state }) => chargeId === refund.charge && state === 'duplicate',
  )
}

function mustBeKnown({ omise, told }: Books, refund: OmiseRefund): boolean {
  if (refundIdOf(refund) !== null) return true
  const event = omise.events.find(({ data }) => data.id === refund.id)
  return told.delivered.some(({ eventId, status }) => eventId === event?.id && status === 200)
}

function isSame(row: Refund, { id, amount }: OmiseRefund): boolean {
  return row.omiseId === id && row.amountSatang === amount
}

function refundsOf(books: Books, order: Order): readonly OmiseRefund[] {
  const chargeIds = new Set(chargesOf(books, order).map(({ id }) => id))
  return books.omise.refunds.filter(({ charge }) => chargeIds.has(charge))
}

function refundIdOf({ metadata }: OmiseRefund): string | null {
  return textOf(metadata.refund_id)
}

function sumOf(refunds: readonly { readonly amount: number }[]): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0)
}
