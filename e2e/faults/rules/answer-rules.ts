/** Rules for what buyers were told: the truth as it was when they asked, or that it is not known yet. */
import { type Order, successfulAttempt } from '../../../server-example/checkout/order/order.ts'
import type { Books } from '../books/books.ts'
import type { OmiseCharge } from '../books/omise-book.ts'
import type { Delivered, SubmitTold } from '../books/told.ts'
import { type Violation, violation } from '../books/violation.ts'
import { chargesOf, isAskedFor, leadsTo } from './charge-rules.ts'

/** What was told and was not so. */
export function wrongAnswers(books: Books): Violation[] {
  return [
    ...books.orders.flatMap((order) => [
      ...paymentAnswers(books, order),
      ...submitAnswers(books, order),
    ]),
    ...forgeryAnswers(books.told.delivered),
  ]
}

function paymentAnswers(books: Books, order: Order): Violation[] {
  const say = violation('wrong answer', order)
  const paid = paidSpan(books, order)
  const knownAt = toldSuccessfulAt(books, order)
  const found: Violation[] = []
  const answers = books.told.payments.filter(({ orderId }) => orderId === order.id)
  for (const { askedAt, toldAt, answer } of answers) {
    if (answer.kind === 'problem') found.push(say(`the payment was answered with ${answer.code}`))
    if (answer.kind !== 'payment') continue
    const { status, amount, refundedAmount = 0 } = answer.payment
    const isSuccessful = status === 'successful'
    if (amount !== order.amountSatang) found.push(say(`told an amount of ${amount}`))
    if (isSuccessful && toldAt < paid.from) found.push(say('told successful before it was paid'))
    if (!isSuccessful && status !== 'pending' && askedAt > paid.until)
      found.push(say(`told ${status} after it was paid`))
    if (!isSuccessful && askedAt > knownAt) found.push(say(`told successful, then ${status}`))
    if (refundedAmount > refundedAtOmise(books, order))
      found.push(say(`told ${refundedAmount} refunded, which is more than was`))
  }
  return found
}

function submitAnswers(books: Books, order: Order): Violation[] {
  const say = violation('wrong answer', order)
  const charges = chargesOf(books, order)
  const paid = paidSpan(books, order)
  const knownAt = toldSuccessfulAt(books, order)
  const submits = books.told.submits.filter(({ orderId }) => orderId === order.id)
  return submits.flatMap((submit): Violation[] => {
    const { answer, askedAt, toldAt } = submit
    if (answer.kind === 'none') return []
    if (answer.kind === 'authorize' || answer.kind === 'scan') {
      if (!charges.some((one) => leadsTo(answer, one)))
        return [say(`sent to ${JSON.stringify(answer)}, no charge of the order`)]
      // TrueMoney's page takes no money twice; but who knows that it is paid must say so.
      return askedAt > knownAt ? [say('sent to pay what was told to be paid')] : []
    }
    if (answer.code === 'internal_error') return [say('a submit was answered with internal_error')]
    if (answer.code === 'already_paid' && toldAt < paid.from)
      return [say('told already_paid before it was paid')]
    return isNothingCharged(submit) && wasChargedAllTheSame(charges, submit, submits)
      ? [say(`told ${answer.code} (nothing charged), yet ${submit.sourceId} was charged`)]
      : []
  })
}

function toldSuccessfulAt({ told }: Books, { id }: Order): number {
  const successful = told.payments.filter(
    ({ orderId, answer }) =>
      orderId === id && answer.kind === 'payment' && answer.payment.status === 'successful',
  )
  return Math.min(...successful.map(({ toldAt }) => toldAt))
}

function isNothingCharged({ answer }: SubmitTold): boolean {
  return (
    answer.kind === 'problem' &&
    ['charge_refused', 'provider_unavailable', 'amount_changed'].includes(answer.code)
  )
}

/** Another submit of the same source may have made the charge: only when none can have, it was this one. */
function wasChargedAllTheSame(
  charges: readonly OmiseCharge[],
  { sourceId }: SubmitTold,
  submits: readonly SubmitTold[],
): boolean {
  if (sourceId === null || !charges.some(({ source }) => source.id === sourceId)) return false
  return submits.filter((one) => one.sourceId === sourceId).every(isNothingCharged)
}

function forgeryAnswers(delivered: readonly Delivered[]): Violation[] {
  return delivered
    .filter(({ isForged, status }) => isForged && status !== 401 && status !== 0)
    .map(({ eventId, status }) => ({
      kind: 'wrong answer' as const,
      orderId: 'none',
      detail: `forged ${eventId} was answered with ${status}`,
      needsTime: false,
    }))
}

/**
 * Certainly not paid before `from`; from `until` on somebody here has to know
 * it, which nobody does of a charge that we did not ask for. By the buttons pressed.
 */
function paidSpan(books: Books, order: Order): { from: number; until: number } {
  const paid = chargesOf(books, order).filter(({ status }) => status === 'successful')
  const pressed = (charges: readonly OmiseCharge[]) =>
    books.told.decided.filter(
      ({ authorizeUri, kind }) =>
        kind === 'successful' &&
        charges.some(({ authorize_uri }) => authorize_uri === authorizeUri),
    )
  const asked = pressed(paid.filter((one) => isAskedFor(order, one)))
  return {
    from: Math.min(...pressed(paid).map(({ pressedAt }) => pressedAt)),
    until: Math.min(...asked.map(({ doneAt }) => doneAt)),
  }
}

function refundedAtOmise(books: Books, order: Order): number {
  const chargeId = successfulAttempt(order)?.chargeId
  return books.omise.charges.find(({ id }) => id === chargeId)?.refunded_amount ?? 0
}

/** When all is over, the last word on each payment is the truth itself, and not "pending". */
export function finalAnswers(books: Books): Violation[] {
  return books.orders.flatMap((order) => {
    const say = violation('wrong answer', order, 'time')
    const last = books.told.payments.findLast(({ orderId }) => orderId === order.id)
    const told = last?.answer.kind === 'payment' ? last.answer.payment.status : last?.answer.kind
    // Money that comes in for a cancelled order is refunded: the buyer has not paid it.
    const isPaid =
      order.cancelledAt === null &&
      chargesOf(books, order).some(({ status }) => status === 'successful')
    const isRight = isPaid ? told === 'successful' : told !== 'successful' && told !== 'pending'
    return isRight ? [] : [say(`told ${told} in the end; it was ${isPaid ? '' : 'not '}paid`)]
  })
}
