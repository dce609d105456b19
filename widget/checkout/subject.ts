import type { OrderKey } from '../contract.ts'
import { CheckoutError } from '../core/errors.ts'
import type { Draft } from '../methods/draft.ts'
import { form, verifying } from './machine.ts'
import { type Offer, offersFor } from './offer/offers.ts'
import type { CheckoutState } from './state.ts'

/** What the checkout is about: an order with a known amount, an amount alone, a returned order, or nothing. */
export type Subject =
  | { kind: 'order'; orderId: string; token: string; amount: number; returned: boolean }
  | { kind: 'amount'; amount: number }
  | { kind: 'returned'; orderId: string; token: string }
  | { kind: 'missing' }

export function orderKeyOf(subject: Subject): OrderKey | undefined {
  if (subject.kind !== 'order' && subject.kind !== 'returned') return undefined
  return { orderId: subject.orderId, token: subject.token }
}

/**
 * Returns the first state. `draft` is what the buyer has typed already, `offers`
 * are the methods. An order that may be paid already is polled first.
 */
export function initialState(
  subject: Subject,
  draft: Draft,
  offers: readonly Offer[],
): CheckoutState {
  switch (subject.kind) {
    case 'missing':
      return { status: 'missing' }
    case 'returned':
      return verifying(draft, undefined, 'return')
    case 'amount':
      return firstForm(draft, subject.amount, offers)
    case 'order':
      return subject.returned
        ? verifying(draft, subject.amount, 'return')
        : firstForm(draft, subject.amount, offers)
  }
}

function firstForm(draft: Draft, amount: number, offers: readonly Offer[]): CheckoutState {
  if (offers.length === 0) return { status: 'stopped', error: 'method_unavailable' }
  const isTaken = offersFor(amount, offers).length > 0
  return { ...form(draft, amount), error: isTaken ? undefined : 'amount_refused' }
}

export function noMethod(): CheckoutError {
  return new CheckoutError(
    'method_unavailable',
    'Expected a payment method that both the page (methods) and the server (serverMethods) name, got none. ' +
      'Nothing was sent. Name one that the Omise account has, or have one enabled.',
  )
}

export function noPayment(): CheckoutError {
  return new CheckoutError(
    'no_payment',
    'Expected an order in the options or in the page’s address (#tmn-order=…&tmn-token=…), got neither. ' +
      'Pass `order` or `amount` where the buyer pays; on the return page, check that the address keeps its fragment.',
  )
}
