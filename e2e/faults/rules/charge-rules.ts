/** Rules between Omise's charges and the orders. */
import { type Attempt, isPaid } from '../../../server-example/checkout/order/attempt.ts'
import { type Order, successfulAttempt } from '../../../server-example/checkout/order/order.ts'
import type { Books } from '../books/books.ts'
import {
  attemptIdOf,
  isCodeOf,
  type OmiseCharge,
  orderIdOf,
  payableSpan,
} from '../books/omise-book.ts'
import { attemptIdOfCode, type SubmitTold } from '../books/told.ts'
import { type Violation, violation } from '../books/violation.ts'
import { latestListMs } from '../schedule/fault.ts'

/** The charges of an order: those that our server asked for, and those that it adopted because they name the order. */
export function chargesOf({ omise }: Books, order: Order): readonly OmiseCharge[] {
  return omise.charges.filter(
    (one) =>
      orderIdOf(one) === order.id &&
      (isAskedFor(order, one) || order.attempts.some(({ chargeId }) => chargeId === one.id)),
  )
}

export function isAskedFor({ attempts }: Order, charge: OmiseCharge): boolean {
  return attempts.some(({ id }) => id === attemptIdOf(charge))
}

/** Two charges where there may be one. */
export function doubleCharges(books: Books): Violation[] {
  return books.orders.flatMap((order) => {
    const charges = chargesOf(books, order)
    const say = violation('double charge', order)
    const sayYet = violation('double charge', order, 'time')
    const kept = charges.filter(isKept)
    const twice = order.attempts.filter(
      ({ id }) => charges.filter((one) => attemptIdOf(one) === id).length > 1,
    )
    return [
      ...(kept.length > 1 ? [sayYet(`paid and kept: ${kept.map(({ id }) => id).join(', ')}`)] : []),
      ...twice.map(({ id }) => say(`attempt ${id} has made more than one charge`)),
      ...payableTogether(books, order, charges).map(([one, other]) =>
        say(`${one.id} and ${other.id} could be paid at the same time`),
      ),
    ]
  })
}

/** A cancelled order takes no money: a charge that could still be paid was expired before, or is refunded. */
export function keptOfCancelled(books: Books): Violation[] {
  return books.orders.flatMap((order) => {
    if (order.cancelledAt === null) return []
    const say = violation('double charge', order, 'time')
    return chargesOf(books, order)
      .filter((one) => isKept(one) || one.status === 'pending')
      .map(({ id, status }) => say(`the order is cancelled, and its charge ${id} is ${status}`))
  })
}

/** Money and orders that do not know each other. */
export function lostPayments(books: Books): Violation[] {
  return books.orders.flatMap((order) => {
    const charges = chargesOf(books, order)
    const say = violation('lost payment', order)
    const sayYet = violation('lost payment', order, 'time')
    const paid = charges.filter(({ status }) => status === 'successful')
    const successful = successfulAttempt(order)
    const unknown = charges.filter(
      (one) => !order.attempts.some(({ chargeId }) => chargeId === one.id),
    )
    const unpaid = order.attempts.filter(
      (one) => isPaid(one) && !paid.some(({ id }) => id === one.chargeId),
    )
    return [
      ...(paid.length > 0 && successful === undefined && order.cancelledAt === null
        ? [sayYet(`charge ${paid[0]?.id} is paid, the order is not (${statesOf(order)})`)]
        : []),
      ...unpaid.map(({ id }) =>
        say(`attempt ${id} is ${statesOf(order)}, its charge was not paid`),
      ),
      ...(isLowered(books, order) ? [say('the store had it as paid, and later had it not')] : []),
      ...unknown.map(({ id, status }) =>
        sayYet(`the order does not know its charge ${id} (${status})`),
      ),
    ]
  })
}

/** Orders in which something is open although Omise knows the end of it. */
export function stuckOrders(books: Books): Violation[] {
  return books.orders.flatMap((order) => {
    const say = violation('stuck order', order, 'time')
    const open = order.attempts.filter((one) => isStuck(books, one))
    const creating = order.refunds.filter(({ state }) => state === 'creating')
    return [
      ...open.map(({ id, state }) => say(`attempt ${id} is still ${state}`)),
      ...creating.map(({ id }) => say(`refund ${id} is still creating`)),
    ]
  })
}

function isStuck({ omise }: Books, { state, chargeId }: Attempt): boolean {
  if (state === 'creating' || state === 'superseded') return true
  if (state !== 'pending') return false
  return omise.charges.find(({ id }) => id === chargeId)?.status !== 'pending'
}

/** A look begun after another had ended saw less than that one. */
function isLowered({ seen }: Books, { id }: Order): boolean {
  const looks = seen.filter(({ orderId }) => orderId === id)
  const paidAt = Math.min(...looks.filter(({ isPaid }) => isPaid).map(({ toldAt }) => toldAt))
  return looks.some(({ askedAt, isPaid }) => !isPaid && askedAt > paidAt)
}

/** Paid, and not given back in full. */
function isKept({ status, amount, refunded_amount }: OmiseCharge): boolean {
  return status === 'successful' && refunded_amount < amount
}

/**
 * A charge that reached Omise, or its lists, after its attempt was given up (60 s
 * and more, longer than production promises to survive) may overlap with its
 * successor as long as no buyer was ever sent to it.
 */
function payableTogether(
  books: Books,
  order: Order,
  charges: readonly OmiseCharge[],
): [OmiseCharge, OmiseCharge][] {
  const payable = charges
    // Somebody else's charge in the order's name is adopted; that it could be paid was not our doing.
    .filter((one) => isAskedFor(order, one))
    .filter((one) => isTold(books, one) || !isTooLate(books, order, one))
  return payable.flatMap((one, index) =>
    payable
      .slice(index + 1)
      .filter((other) =>
        overlap(payableSpan(books.omise, one.id), payableSpan(books.omise, other.id)),
      )
      .map((other): [OmiseCharge, OmiseCharge] => [one, other]),
  )
}

type Span = { from: number; until: number }

function overlap(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until
}

function isTold({ told }: Books, charge: OmiseCharge): boolean {
  return (
    told.submits.some(({ answer }) => leadsTo(answer, charge)) ||
    told.payments.some(({ answer }) => {
      if (answer.kind !== 'payment') return false
      const { authorizeUri, qr } = answer.payment
      return (
        authorizeUri === charge.authorize_uri ||
        (qr !== undefined && isCodeOf(charge, attemptIdOfCode(qr)))
      )
    })
  )
}

/** Whether the answer to a submit sent the buyer to this charge. */
export function leadsTo(answer: SubmitTold['answer'], charge: OmiseCharge): boolean {
  if (answer.kind === 'scan') return isCodeOf(charge, answer.attemptId)
  return answer.kind === 'authorize' && answer.authorizeUri === charge.authorize_uri
}

function isTooLate({ promises }: Books, order: Order, charge: OmiseCharge): boolean {
  const attempt = order.attempts.find(({ id }) => id === attemptIdOf(charge))
  // Omise shows whole seconds.
  const lateMs = Date.parse(charge.created_at) + 1_000 - (attempt?.createdAt ?? 0)
  return lateMs + latestListMs >= promises.abandonAfterMs
}

function statesOf({ attempts }: Order): string {
  return attempts.map(({ state }) => state).join(', ')
}
