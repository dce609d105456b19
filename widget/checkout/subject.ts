import { CheckoutError } from '../errors.ts'
import type { Draft } from '../methods/draft.ts'
import { form, verifying } from './machine.ts'
import type { OrderKey } from './ports.ts'
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

/** `draft` is what the buyer has left in the form already. */
export function initialState(subject: Subject, draft: Draft): CheckoutState {
  switch (subject.kind) {
    case 'missing':
      return { status: 'missing' }
    case 'returned':
      return verifying(draft, undefined, 'return')
    case 'amount':
      return form(draft, subject.amount)
    case 'order':
      return subject.returned
        ? verifying(draft, subject.amount, 'return')
        : form(draft, subject.amount)
  }
}

export function noPayment(): CheckoutError {
  return new CheckoutError(
    'no_payment',
    'Expected an order in the options or in the page’s address (#tmn-order=…&tmn-token=…), got neither. ' +
      'Pass `order` or `amount` where the buyer pays; on the return page, check that the address keeps its fragment.',
  )
}
