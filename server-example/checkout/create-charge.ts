/**
 * One charge, exactly once, on a provider without idempotency keys: the attempt
 * is written before anything is sent, the charge is asked for once, and an
 * unknown outcome is resolved by asking, never by sending again.
 */
import type { ProblemCode } from '../../widget/contract.ts'
import { isWindowOver, methods } from '../methods/methods.ts'
import type { Attempt } from './order/attempt.ts'
import {
  abandonAttempt,
  liveAttempt,
  type Order,
  startAttempt,
  successfulAttempt,
} from './order/order.ts'
import type { Ids } from './ports.ts'
import { type NewCharge, ProviderError } from './provider.ts'
import { expireOrRead, type ReconcileDeps, reconcileAttempt, settle } from './reconcile.ts'
import { StoreError } from './store-error.ts'

export type CreateChargeDeps = ReconcileDeps & {
  readonly ids: Ids
  /** How long a second submit waits for the answer to the first. */
  readonly waitForOtherMs: number
  readonly admitCharge: AdmitCharge
}

/** Says why a new charge may not be made now, or `null`. Whatever it asks of the provider may fail. */
export type AdmitCharge = (charge: {
  readonly orderId: string
  /** Of the client. */
  readonly address: string
  /** `null` for a source without one, and one that the provider does not know. */
  readonly readPhoneNumber: () => Promise<string | null>
}) => Promise<{ readonly by: 'number' | 'order' | 'address'; readonly waitMs: number } | null>

export type CreateChargeInput = {
  /** As it was just read: whatever has happened to it since is noticed before anything is sent. */
  readonly order: Order
  readonly source: NewCharge['source']
  /** What the buyer was shown; compared, never charged. */
  readonly shownAmountSatang: number | undefined
  readonly returnUri: string
  /** Of the client who asks for it. */
  readonly address: string
}

export type CreateChargeResult =
  | { readonly kind: 'authorize'; readonly authorizeUri: string }
  /** The buyer scans the attempt's code. */
  | { readonly kind: 'scan'; readonly attempt: Attempt }
  | {
      readonly kind: 'problem'
      readonly code: ProblemCode
      readonly detail: string
      readonly retryAfterMs?: number | null
    }

/** Between the claim and the call lies nothing slow; a process that slept there must not send any more. */
const maxClaimAgeMs = 5_000
const waitStepMs = 50

/** Makes the order's charge, or finds the one that is there: where must the buyer go? */
export async function createCharge(
  deps: CreateChargeDeps,
  input: CreateChargeInput,
): Promise<CreateChargeResult> {
  const giveUpAt = deps.clock.now() + deps.waitForOtherMs
  let order: Order | undefined = input.order
  while (order !== undefined) {
    const shown = input.shownAmountSatang
    if (shown !== undefined && shown !== order.amountSatang)
      return problem(
        'amount_changed',
        `The buyer was shown ${shown} satang; the order is ${order.amountSatang} satang. Nothing was charged: show the new amount.`,
      )
    if (successfulAttempt(order) !== undefined)
      return problem('already_paid', 'The order is paid; read its payment.')
    if (order.cancelledAt !== null)
      return problem('order_cancelled', 'The shop has cancelled the order. Nothing was charged.')

    const live = liveAttempt(order)
    if (live === undefined) {
      const refused = await refuse(deps, order, input)
      if (refused !== undefined) return refused
      const claimed = await claim(deps, order, input)
      if (claimed !== undefined) return unlessUnstored(deps, () => send(deps, claimed, input))
    } else if (live.state === 'pending') {
      const answer = await unlessUnstored(deps, () => continueOrReplace(deps, live, input))
      if (answer !== undefined) return answer
    } else if (deps.clock.now() < giveUpAt) {
      await deps.clock.sleep(waitStepMs)
    } else {
      return unconfirmed()
    }
    order = await deps.store.findOrder(order.id)
  }
  return problem('not_found', 'There is no such order.')
}

/** Before anything is written or sent. */
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
    return { ...problem(code, detail), retryAfterMs: refused.waitMs }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    deps.logger.warn({ orderId: order.id, error }, 'a source was not read')
    const { retryAfterMs } = error
    return {
      ...problem(
        'provider_unavailable',
        'Omise did not say what the source is. Nothing was charged.',
      ),
      retryAfterMs,
    }
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

type Claimed = { readonly order: Order; readonly attempt: Attempt }

/** Writes the attempt down, or answers `undefined` when somebody else was first. */
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

async function send(
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
    return isOurs ? answerFor(settled.attempt) : unconfirmed()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return answerFailure(deps, { order, attempt }, error)
  }
}

async function answerFailure(
  deps: CreateChargeDeps,
  { order, attempt }: Claimed,
  error: ProviderError,
): Promise<CreateChargeResult> {
  deps.logger.warn(
    { orderId: order.id, attemptId: attempt.id, outcome: error.outcome, error },
    'the charge was not answered',
  )
  if (error.outcome === 'unknown') return resolveUnknown(deps, { order, attempt })
  // Nothing was done at Omise. Should this write be lost, the reconciler finds the same out later.
  const reason = { code: error.code, message: error.message, now: deps.clock.now() }
  await deps.store.saveOrder(order, abandonAttempt(order, attempt.id, reason))
  return error.outcome === 'refused'
    ? problem('charge_refused', `Omise refused the charge: ${error.message}`)
    : {
        ...problem('provider_unavailable', 'Omise did not take the call. Nothing was charged.'),
        retryAfterMs: error.retryAfterMs,
      }
}

/** The call may have made a charge. One look; whatever it leaves open is the reconciler's. */
async function resolveUnknown(
  deps: CreateChargeDeps,
  { order, attempt }: Claimed,
): Promise<CreateChargeResult> {
  try {
    const now = await reconcileAttempt(deps, order, attempt)
    const found = now.attempts.find((one) => one.id === attempt.id)
    return found === undefined ? unconfirmed() : answerFor(found)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return unconfirmed()
  }
}

/**
 * A charge is pending. The same buyer pressing again goes on with it. Another
 * method or phone number needs another charge, and so does a source whose window
 * is over: the old charge is expired at Omise first, and if it turns out to be
 * paid, that is the answer. `undefined`: look again.
 */
async function continueOrReplace(
  deps: CreateChargeDeps,
  live: Attempt,
  { source }: CreateChargeInput,
): Promise<CreateChargeResult | undefined> {
  if (live.chargeId === null || ('id' in source && source.id === live.sourceId))
    return answerFor(live)
  try {
    const charge = await deps.provider.getCharge(live.chargeId)
    const settled = await settle(deps, charge)
    if (settled.kind === 'foreign') return unconfirmed()
    if (settled.attempt.state !== 'pending') return undefined
    const wanted = 'id' in source ? await deps.provider.getSource(source.id) : source
    const isSame = wanted.method === charge.method && wanted.phoneNumber === charge.phoneNumber
    const isOver = isWindowOver(charge.method, deps.clock.now() - live.createdAt)
    if (isSame && !isOver) return answerFor(settled.attempt)
    const replaced = await settle(deps, await expireOrRead(deps, live.chargeId))
    const stillPending = replaced.kind === 'foreign' || replaced.attempt.state === 'pending'
    return stillPending ? unconfirmed() : undefined
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // There is a charge, and the buyer may just have paid it: nobody may say that nothing was charged.
    deps.logger.warn({ chargeId: live.chargeId, error }, 'a pending charge was not replaced')
    return unconfirmed()
  }
}

/** There may be a charge, and the buyer may pay it, whether or not the store could be used. */
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

function answerFor(attempt: Attempt): CreateChargeResult {
  if (attempt.state === 'pending' && attempt.qr !== null) return { kind: 'scan', attempt }
  if (attempt.state === 'pending' && attempt.authorizeUri !== null)
    return { kind: 'authorize', authorizeUri: attempt.authorizeUri }
  if (attempt.state === 'successful')
    return problem('already_paid', 'The order is paid; read its payment.')
  return unconfirmed()
}

function unconfirmed(): CreateChargeResult {
  return problem(
    'charge_unconfirmed',
    'What became of the charge is not known here: read the payment.',
  )
}

function problem(code: ProblemCode, detail: string): CreateChargeResult & { kind: 'problem' } {
  return { kind: 'problem', code, detail }
}
