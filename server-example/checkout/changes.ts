/** What differs between an order before and after a save: for people and metrics to look at, never consulted to decide. */
import type { AttemptState } from './attempt.ts'
import type { NewsBy } from './news.ts'
import type { Order } from './order.ts'
import type { CheckoutStore, Clock, OrderStore } from './ports.ts'
import type { RefundState } from './refund.ts'

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
    ...after.attempts
      .filter((one) => stateOf(before.attempts, one.id) !== one.state)
      .map(({ id, state }) => ({ subject: 'attempt', id, state }) as const),
    ...after.refunds
      .filter((one) => stateOf(before.refunds, one.id) !== one.state)
      .map(({ id, state, voided }) => ({ subject: 'refund', id, state, voided }) as const),
  ]
}

/** The same parts, but every save of theirs records what triggered it. */
export function withNewsBy<Deps extends { readonly store: OrderStore; readonly clock: Clock }>(
  by: NewsBy,
  deps: Deps,
): Omit<Deps, 'store'> & { readonly store: CheckoutStore } {
  const { store, clock } = deps
  const saveOrder: CheckoutStore['saveOrder'] = (before, after) =>
    store.saveOrder(before, after, { by, at: clock.now() })
  return { ...deps, store: { ...store, saveOrder } }
}

function stateOf(
  subjects: readonly { readonly id: string; readonly state: string }[],
  id: string,
): string | undefined {
  return subjects.find((one) => one.id === id)?.state
}
