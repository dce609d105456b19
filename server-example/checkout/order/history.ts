/** An order's history as its merchant reads it, joined from what is stored anyway; oldest first. */

import type { HandledEvent } from '../ports.ts'
import type { RefundState } from '../refunds/refund.ts'
import type { AttemptState } from './attempt.ts'
import type { Order } from './order.ts'
import type { Trigger } from './trigger.ts'

/** What a change of state is of. */
export const historySubjects = ['attempt', 'refund'] as const

/** A change of state, stored when it became known. */
export type KnownChange = {
  readonly at: number
  readonly by: Trigger
  readonly subject: (typeof historySubjects)[number]
  readonly id: string
  readonly state: AttemptState | RefundState
}

export type HistoryEntry =
  | { readonly kind: 'ordered'; readonly at: number }
  | { readonly kind: 'attempt_started' | 'refund_asked'; readonly at: number; readonly id: string }
  | ({ readonly kind: 'became' } & KnownChange)
  | ({ readonly kind: 'webhook'; readonly at: number } & Omit<HandledEvent, 'receivedAt'>)

/** Ids of refunds requested here; one made at Omise's dashboard has Omise's id. */
const ourRefund = /^rfd_/

export function historyOf(
  order: Order,
  changes: readonly KnownChange[],
  events: readonly HandledEvent[],
): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = [
    { kind: 'ordered', at: order.createdAt },
    ...order.attempts.map(
      ({ id, createdAt }) => ({ kind: 'attempt_started', at: createdAt, id }) as const,
    ),
    ...order.refunds
      .filter(({ id }) => ourRefund.test(id))
      .map(({ id, createdAt }) => ({ kind: 'refund_asked', at: createdAt, id }) as const),
    ...changes.map((change) => ({ kind: 'became', ...change }) as const),
    ...events.map(
      ({ receivedAt, ...event }) => ({ kind: 'webhook', at: receivedAt, ...event }) as const,
    ),
  ]
  // Stable: what happened in one millisecond stays in the sequence above.
  return entries.toSorted((one, other) => one.at - other.at)
}
