/** What a submit does with the order's pending charge. */
import { isWindowOver } from '../methods/methods.ts'
import {
  type CreateChargeDeps,
  type CreateChargeInput,
  type CreateChargeResult,
  resultOf,
  unconfirmed,
} from './charge-request.ts'
import type { Attempt } from './order/attempt.ts'
import { ProviderError } from './provider.ts'
import { expireOrRead } from './reconcile.ts'
import { settle } from './settle.ts'

/**
 * A charge is pending. The same source, or another with the same method and phone
 * number, continues it. Another method or number needs another charge, and so
 * does a source whose window is over: the old charge is expired at Omise first,
 * and if it turns out to be paid, that is the result. Resolves with `undefined`
 * where the order has to be read again.
 */
export async function continueOrReplace(
  deps: CreateChargeDeps,
  live: Attempt,
  { source }: CreateChargeInput,
): Promise<CreateChargeResult | undefined> {
  if (live.chargeId === null || ('id' in source && source.id === live.sourceId))
    return resultOf(live)
  try {
    const charge = await deps.provider.getCharge(live.chargeId)
    const settled = await settle(deps, charge)
    if (settled.kind === 'foreign') return unconfirmed()
    if (settled.attempt.state !== 'pending') return undefined
    const wanted = 'id' in source ? await deps.provider.getSource(source.id) : source
    const isSame = wanted.method === charge.method && wanted.phoneNumber === charge.phoneNumber
    const isOver = isWindowOver(charge.method, deps.clock.now() - live.createdAt)
    if (isSame && !isOver) return resultOf(settled.attempt)
    const replaced = await settle(deps, await expireOrRead(deps, live.chargeId))
    const stillPending = replaced.kind === 'foreign' || replaced.attempt.state === 'pending'
    return stillPending ? unconfirmed() : undefined
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // There is a charge, and the buyer may just have paid it: its outcome is unknown.
    deps.logger.warn({ chargeId: live.chargeId, error }, 'a pending charge was not replaced')
    return unconfirmed()
  }
}
