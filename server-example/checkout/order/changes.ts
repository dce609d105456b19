/** What a save changed in an order: for the history and metrics, never used to decide. */

import type { CheckoutStore, Clock, OrderStore } from '../ports.ts'
import type { RefundState } from '../refunds/refund.ts'
import type { AttemptState } from './attempt.ts'
import type { Order } from './order.ts'
import type { Trigger } from './trigger.ts'

export type Change =
  | { readonly subject: 'attempt'; readonly id: string; readonly state: AttemptState }
  | {
      readonly subject: 'refund'
      readonly id: string
      readonly state: RefundState
      readonly voided: boolean
    }

/** Attempts and refunds that are new or in another state. */
export function changesBetween(before: Order, after: Order): readonly Change[] {
  return [
    ...changed(before.attempts, after.attempts).map(
      ({ id, state }) => ({ subject: 'attempt', id, state }) as const,
    ),
    ...changed(before.refunds, after.refunds).map(
      ({ id, state, voided }) => ({ subject: 'refund', id, state, voided }) as const,
    ),
  ]
}

type Subject = { readonly id: string; readonly state: string }

/** Those that are new or in another state. */
export function changed<One extends Subject>(
  before: readonly Subject[],
  after: readonly One[],
): readonly One[] {
  return after.filter(({ id, state }) => before.find((one) => one.id === id)?.state !== state)
}

/** Returns the same dependencies, with a store that records this trigger with every save. */
export function withTrigger<Deps extends { readonly store: OrderStore; readonly clock: Clock }>(
  by: Trigger,
  deps: Deps,
): Omit<Deps, 'store'> & { readonly store: CheckoutStore } {
  const { store, clock } = deps
  const saveOrder: CheckoutStore['saveOrder'] = (before, after) =>
    store.saveOrder(before, after, { by, at: clock.now() })
  return { ...deps, store: { ...store, saveOrder } }
}
