/** Sends the charge of an attempt that is stored, once, and stores its outcome. */
import { methods } from '../methods/methods.ts'
import {
  type CreateChargeDeps,
  type CreateChargeInput,
  type CreateChargeResult,
  problem,
  resultOf,
  unconfirmed,
} from './charge-request.ts'
import type { Attempt } from './order/attempt.ts'
import { abandonAttempt, type Order } from './order/order.ts'
import { ProviderError } from './provider.ts'
import { reconcileAttempt } from './reconcile.ts'
import { settle } from './settle.ts'

/** An order as it was saved, with the attempt that this process may send. */
export type Claimed = { readonly order: Order; readonly attempt: Attempt }

/** Between the claim and the call lies nothing slow; a process that slept there must not send any more. */
const maxClaimAgeMs = 5_000

export async function send(
  deps: CreateChargeDeps,
  { order, attempt }: Claimed,
  { source, returnUri }: CreateChargeInput,
): Promise<CreateChargeResult> {
  if (deps.clock.now() - attempt.createdAt > maxClaimAgeMs) return unconfirmed()
  try {
    const charge = await deps.provider.createCharge({
      amountSatang: attempt.amountSatang,
      currency: order.currency,
      source,
      returnUri: 'id' in source || methods[source.method].needsReturnUri ? returnUri : null,
      orderId: order.id,
      attemptId: attempt.id,
      shopName: deps.shopName,
      reference: order.reference,
      description: order.description,
      metadata: order.metadata,
    })
    const settled = await settle(deps, charge, order)
    const isOurs = settled.kind === 'applied' && settled.order.id === order.id
    return isOurs ? resultOf(settled.attempt) : unconfirmed()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return resultOfFailure(deps, { order, attempt }, error)
  }
}

async function resultOfFailure(
  deps: CreateChargeDeps,
  { order, attempt }: Claimed,
  error: ProviderError,
): Promise<CreateChargeResult> {
  deps.logger.warn(
    { orderId: order.id, attemptId: attempt.id, outcome: error.outcome, error },
    'the charge was not answered',
  )
  if (error.outcome === 'unknown') return resolveUnknown(deps, { order, attempt })
  // Nothing was done at Omise. If this write is lost, the reconciler finds the same out later.
  const reason = { code: error.code, message: error.message, now: deps.clock.now() }
  await deps.store.saveOrder(order, abandonAttempt(order, attempt.id, reason))
  return error.outcome === 'refused'
    ? problem('charge_refused', `Omise refused the charge: ${error.message}`)
    : problem(
        'provider_unavailable',
        'Omise did not take the call. Nothing was charged.',
        error.retryAfterMs,
      )
}

/** The call may have made a charge. It is looked for once; the reconciler does the rest. */
async function resolveUnknown(
  deps: CreateChargeDeps,
  { order, attempt }: Claimed,
): Promise<CreateChargeResult> {
  try {
    const now = await reconcileAttempt(deps, order, attempt)
    const found = now.attempts.find((one) => one.id === attempt.id)
    return found === undefined ? unconfirmed() : resultOf(found)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return unconfirmed()
  }
}
