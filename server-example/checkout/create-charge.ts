/**
 * One charge, exactly once, on a provider without idempotency keys: the attempt
 * is stored before anything is sent, the charge is requested once, and an
 * unknown outcome is resolved by reading, never by sending again.
 */
import {
  alreadyPaid,
  type CreateChargeDeps,
  type CreateChargeInput,
  type CreateChargeResult,
  problem,
  unconfirmed,
} from './charge-request.ts'
import { continueOrReplace } from './continue-charge.ts'
import { liveAttempt, type Order, startAttempt, successfulAttempt } from './order/order.ts'
import { ProviderError } from './provider.ts'
import { type Claimed, send } from './send-charge.ts'
import { StoreError } from './store-error.ts'

const pollEveryMs = 50

/** Makes the order's charge, or continues the one that is pending. Resolves with where the buyer goes. */
export async function createCharge(
  deps: CreateChargeDeps,
  input: CreateChargeInput,
): Promise<CreateChargeResult> {
  const deadline = deps.clock.now() + deps.waitForOtherMs
  let order: Order | undefined = input.order
  while (order !== undefined) {
    const shown = input.shownAmountSatang
    if (shown !== undefined && shown !== order.amountSatang)
      return problem(
        'amount_changed',
        `The buyer was shown ${shown} satang; the order is ${order.amountSatang} satang. Nothing was charged: show the new amount.`,
      )
    if (successfulAttempt(order) !== undefined) return alreadyPaid()
    if (order.cancelledAt !== null)
      return problem('order_cancelled', 'The shop has cancelled the order. Nothing was charged.')

    const live = liveAttempt(order)
    if (live === undefined) {
      const refused = await refuse(deps, order, input)
      if (refused !== undefined) return refused
      const claimed = await claim(deps, order, input)
      if (claimed !== undefined) return unlessUnstored(deps, () => send(deps, claimed, input))
    } else if (live.state === 'pending') {
      const result = await unlessUnstored(deps, () => continueOrReplace(deps, live, input))
      if (result !== undefined) return result
    } else if (deps.clock.now() < deadline) {
      await deps.clock.sleep(pollEveryMs)
    } else {
      return unconfirmed()
    }
    order = await deps.store.findOrder(order.id)
  }
  return problem('not_found', 'There is no such order.')
}

/** Returns why no new charge may be made, before anything is written or sent. */
async function refuse(
  deps: CreateChargeDeps,
  order: Order,
  { source, address }: CreateChargeInput,
): Promise<CreateChargeResult | undefined> {
  try {
    const refused = await deps.admitCharge({
      orderId: order.id,
      address,
      readPhoneNumber: async () =>
        'id' in source ? readPhoneNumber(deps, source.id) : source.phoneNumber,
    })
    if (refused === null) return undefined
    deps.logger.warn({ orderId: order.id, by: refused.by }, 'too many new charges')
    const code = refused.by === 'number' ? 'number_limited' : 'rate_limited'
    const detail = `Too many new charges with this ${refused.by}. Nothing was charged.`
    return problem(code, detail, refused.waitMs)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    deps.logger.warn({ orderId: order.id, error }, 'a source was not read')
    const detail = 'Omise did not say what the source is. Nothing was charged.'
    return problem('provider_unavailable', detail, error.retryAfterMs)
  }
}

async function readPhoneNumber(deps: CreateChargeDeps, sourceId: string): Promise<string | null> {
  try {
    return (await deps.provider.getSource(sourceId)).phoneNumber
  } catch (error) {
    // A source that Omise does not know makes no charge: Omise refuses that by itself.
    if (error instanceof ProviderError && error.outcome === 'refused') return null
    throw error
  }
}

/** Stores the attempt; resolves with `undefined` on a version conflict: another submit was first. */
async function claim(
  deps: CreateChargeDeps,
  order: Order,
  { source }: CreateChargeInput,
): Promise<Claimed | undefined> {
  const started = startAttempt(order, {
    id: deps.ids.attemptId(),
    sourceId: 'id' in source ? source.id : null,
    method: 'id' in source ? null : source.method,
    now: deps.clock.now(),
  })
  const saved = await deps.store.saveOrder(order, started)
  const attempt = saved?.attempts.at(-1)
  return saved !== undefined && attempt !== undefined ? { order: saved, attempt } : undefined
}

/** Whether or not the store can be used, there may be a charge that the buyer can pay. */
async function unlessUnstored<Result>(
  { logger }: CreateChargeDeps,
  work: () => Promise<Result>,
): Promise<Result | CreateChargeResult> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    logger.error({ error }, 'what became of a charge was not stored; it is read again')
    return unconfirmed()
  }
}
