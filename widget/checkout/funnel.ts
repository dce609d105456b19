import type { CheckoutErrorCode } from '../core/errors.ts'
import type { Draft, DraftProblem } from '../methods/draft.ts'
import type { CheckoutEvent, CheckoutState, VerifyReason } from './state.ts'

/**
 * One step of the buyer's way, for a merchant's own statistics: without phone
 * number, order, token or amount. `sinceMs` counts from the mount.
 */
export type FunnelEvent = {
  name: 'ready' | Exclude<CheckoutEvent['type'], 'waiting'>
  /** The state that the checkout is in afterwards. */
  status: CheckoutState['status']
  sinceMs: number
  code?: CheckoutErrorCode
  problem?: DraftProblem
  reason?: VerifyReason
}

/** Returns the step that an event is; `undefined` where only time has changed, or one more key was typed. */
export function funnelEvent(
  event: CheckoutEvent,
  before: CheckoutState,
  after: CheckoutState,
  sinceMs: number,
  isEmpty: (draft: Draft) => boolean,
): FunnelEvent | undefined {
  if (before === after || event.type === 'waiting') return undefined
  if (event.type === 'typed' && before.status === 'ready' && !isEmpty(before.draft))
    return undefined
  return {
    name: event.type,
    status: after.status,
    sinceMs,
    ...('code' in event && { code: event.code }),
    ...('reason' in event && { reason: event.reason }),
    ...(after.status === 'ready' && after.problem !== undefined && { problem: after.problem }),
  }
}
