/**
 * The one path to the truth. Webhook, return, poll and clock all end here:
 * read the charge with the secret key → `applyCharge` → compare-and-set.
 */

import type { FindCharge, Found } from './find-charge.ts'
import { type Applied, applyCharge } from './order/apply-charge.ts'
import { type Attempt, amountMismatch, isPaid } from './order/attempt.ts'
import { abandonAttempt, type Order, whyRefunded } from './order/order.ts'
import type { CheckoutStore, Clock, Logger } from './ports.ts'
import type { ChargeReading, Listed, PaymentProvider, RefundReading } from './provider.ts'
import {
  applyRefunds,
  endRefund,
  isUnresolved,
  madeSatang,
  type Refund,
  refundedSatang,
} from './refunds/refund.ts'
import { updateRefunds } from './refunds/update-refunds.ts'

export type ReconcileDeps = {
  readonly provider: PaymentProvider
  readonly store: CheckoutStore
  readonly clock: Clock
  readonly logger: Logger
  /**
   * How long after it was written an attempt without a charge, or a refund that
   * Omise has not, is given up. Longer than any answer of Omise may take.
   */
  readonly abandonAfterMs: number
  /**
   * Configured where several shops use one account of Omise: charges with another
   * name are theirs. `null`: charges without a name are ours.
   */
  readonly shopName: string | null
  /** How far Omise's clock is ahead of `clock`, in milliseconds; `undefined` before that is known. */
  readonly omiseAheadMs: () => number | undefined
  /** Shared by all triggers: one reading of Omise's list serves everybody who waits. */
  readonly findCharge: FindCharge
}

export type Settled =
  | { readonly kind: 'applied'; readonly order: Order; readonly attempt: Attempt }
  /** The charge belongs to none of our orders, or not to the one it names. Nothing changed. */
  | { readonly kind: 'foreign'; readonly reason: string }

/** A charge is looked for from before its attempt: more where it is not known how Omise's clock differs. */
const marginMs = { known: 5 * 60_000, unknown: 60 * 60_000 }

/**
 * Reads one charge at Omise and brings its order in line; its refunds too, when
 * the trigger was about one or when the charge's sum says that some are not
 * known. Throws `ProviderError` when it cannot be read.
 */
export async function reconcileCharge(
  deps: ReconcileDeps,
  chargeId: string,
  about: 'charge' | 'refund' = 'charge',
): Promise<Settled> {
  const charge = await deps.provider.getCharge(chargeId)
  const settled = await settle(deps, charge)
  if (settled.kind === 'foreign') return settled
  const { order, attempt } = settled
  const isKnown =
    charge.refundedSatang === refundedSatang(order.refunds, attempt.id) &&
    !order.refunds.some(isUnresolved)
  if (isKnown && about === 'charge') return settled
  return { ...settled, order: await reconcileRefunds(deps, order) }
}

/** Finds out where an attempt stands, whatever is known of it so far, and answers its order as it is now. */
export async function reconcileAttempt(
  deps: ReconcileDeps,
  order: Order,
  attempt: Attempt,
): Promise<Order> {
  const { charge, asOf } = await readCharge(deps, attempt)
  const settled = charge && (await settle(deps, charge))
  if (settled?.kind === 'applied' && settled.order.id === order.id) return settled.order
  return attempt.chargeId === null ? abandonLate(deps, order, attempt, asOf) : order
}

/**
 * Finds out which refunds Omise has of an order's charges, those of its dashboard
 * included. One that the list does not have is given up after the grace period,
 * unless the charge's own sum says that it may have happened: lists may lag.
 */
export async function reconcileRefunds(deps: ReconcileDeps, start: Order): Promise<Order> {
  const askedAt = deps.clock.now()
  const held = await Promise.all(
    start.attempts.filter(isPaid).map((attempt) => readHeld(deps, start, attempt, askedAt)),
  )
  const order = await updateRefunds(deps, start, (before) =>
    held.reduce((refunds, { attempt, readings, chargeSatang }) => {
      const known = applyRefunds(refunds, attempt.id, readings)
      if (chargeSatang === undefined) return known
      const unlistedSatang = chargeSatang - madeSatang(known, attempt.id)
      return known
        .filter((one) => one.attemptId === attempt.id && isLate(deps, one, askedAt))
        .filter((one) => unlistedSatang < one.amountSatang)
        .reduce(giveUp, known)
    }, before),
  )
  if (order.version !== start.version)
    deps.logger.info({ orderId: order.id, refunds: order.refunds.length }, 'refunds read at Omise')
  return order
}

type Held = {
  readonly attempt: Attempt
  readonly readings: readonly RefundReading[]
  /** What the charge says was refunded of it; read only when a refund may be given up. */
  readonly chargeSatang: number | undefined
}

async function readHeld(
  deps: ReconcileDeps,
  { refunds }: Order,
  attempt: Attempt,
  askedAt: number,
): Promise<Held> {
  const { chargeId, id } = attempt
  if (chargeId === null) return { attempt, readings: [], chargeSatang: undefined }
  const listed = await deps.provider.listRefunds(chargeId)
  const readings = listed.filter(isReadable)
  // Neither known nor given up: the charge's sum says that it is there.
  for (const one of listed)
    if ('unreadable' in one) deps.logger.warn({ chargeId, ...one }, 'a refund could not be read')
  const isNeeded = refunds.some((one) => one.attemptId === id && isLate(deps, one, askedAt))
  const charge = isNeeded ? await deps.provider.getCharge(chargeId) : undefined
  return { attempt, readings, chargeSatang: charge?.refundedSatang }
}

/**
 * Writes into the order what a charge says, as often as it takes for nobody to
 * have come between. Who has just saved the order need not read it again.
 */
export async function settle(
  deps: ReconcileDeps,
  charge: ChargeReading,
  justSaved?: Order,
): Promise<Settled> {
  let order = justSaved ?? (await findOrderOf(deps, charge))
  while (order !== undefined) {
    const applied = applyCharge(order, charge, deps.clock.now())
    const saved = await save(deps, order, applied)
    if (saved?.kind === 'foreign') return foreign(deps, charge, saved.reason)
    if (saved !== undefined) {
      if (applied.kind === 'changed') reportChange(deps, order, saved, charge)
      return saved
    }
    order = await findOrderOf(deps, charge)
  }
  return foreign(deps, charge, 'no order knows it')
}

/** The order that knows the charge, else the one that the charge names. */
async function findOrderOf(
  { store }: ReconcileDeps,
  charge: ChargeReading,
): Promise<Order | undefined> {
  const known = await store.findOrderOf(charge)
  return known ?? (charge.orderId === null ? undefined : store.findOrder(charge.orderId))
}

async function save(
  { store }: ReconcileDeps,
  before: Order,
  applied: Applied,
): Promise<Settled | undefined> {
  if (applied.kind === 'foreign') return applied
  if (applied.kind === 'unchanged') return { ...applied, kind: 'applied' }
  const order = await store.saveOrder(before, applied.order)
  return order && { kind: 'applied', order, attempt: applied.attempt }
}

/** A time at Omise that certainly lies before that time here. */
function omiseTimeBefore({ omiseAheadMs }: ReconcileDeps, ms: number): number {
  const aheadMs = omiseAheadMs()
  return aheadMs === undefined ? ms - marginMs.unknown : ms + aheadMs - marginMs.known
}

async function readCharge(deps: ReconcileDeps, attempt: Attempt): Promise<Found> {
  const { id: attemptId, chargeId, createdAt } = attempt
  if (chargeId === null)
    return deps.findCharge({ attemptId, sinceMs: omiseTimeBefore(deps, createdAt) })
  const asOf = deps.clock.now()
  const charge =
    attempt.state === 'superseded'
      ? await expireOrRead(deps, chargeId)
      : await deps.provider.getCharge(chargeId)
  return { charge, asOf }
}

function isReadable(one: Listed<RefundReading>): one is RefundReading {
  return !('unreadable' in one)
}

/** Expires a charge that must not be paid any more. One that was settled meanwhile answers with what it became. */
export async function expireOrRead(deps: ReconcileDeps, chargeId: string): Promise<ChargeReading> {
  const charge = await deps.provider.getCharge(chargeId)
  if (charge.status !== 'pending') return charge
  try {
    return await deps.provider.expireCharge(chargeId)
  } catch (error) {
    deps.logger.warn({ chargeId, error }, 'the charge was not expired at Omise; reading it again')
    return deps.provider.getCharge(chargeId)
  }
}

async function abandonLate(
  deps: ReconcileDeps,
  order: Order,
  attempt: Attempt,
  asOf: number,
): Promise<Order> {
  // A slow answer says what Omise had when it was asked, not when it arrives.
  if (asOf - attempt.createdAt < deps.abandonAfterMs) return order
  const reason = { code: null, message: 'no charge was found', now: deps.clock.now() }
  const saved = await deps.store.saveOrder(order, abandonAttempt(order, attempt.id, reason))
  if (saved === undefined) return order
  const fields = { orderId: order.id, attemptId: attempt.id }
  deps.logger.warn(fields, 'attempt abandoned: Omise has no charge for it')
  return saved
}

function isLate({ abandonAfterMs }: ReconcileDeps, refund: Refund, askedAt: number): boolean {
  return refund.state === 'creating' && askedAt - refund.createdAt >= abandonAfterMs
}

function giveUp(refunds: readonly Refund[], { id }: Refund): readonly Refund[] {
  return endRefund(refunds, id, 'abandoned', 'Omise has no such refund: ask for it again.')
}

function reportChange(
  { logger }: ReconcileDeps,
  before: Order,
  { order, attempt }: Extract<Settled, { kind: 'applied' }>,
  charge: ChargeReading,
): void {
  const fields = {
    orderId: order.id,
    attemptId: attempt.id,
    chargeId: charge.id,
    state: attempt.state,
    ...(attempt.failureCode !== null && { failureCode: attempt.failureCode }),
  }
  const known = before.attempts.find(({ id }) => id === attempt.id)
  if (known === undefined)
    logger.warn(fields, 'a charge that names the order was adopted: its attempt was not stored')
  if (attempt.reversedAt !== (known?.reversedAt ?? null))
    logger.error(fields, 'a paid charge was reversed at Omise: its money is gone')
  else if (attempt.disputedAt !== (known?.disputedAt ?? null))
    logger.error(fields, 'a paid charge is disputed: see it at Omise')
  else if (attempt.state === 'duplicate')
    logger.error({ ...fields, reason: whyRefunded(order, attempt) }, 'a paid charge is refunded')
  else if (attempt.failureCode === amountMismatch)
    logger.error(fields, 'the charge has another amount than was asked for: it is not accepted')
  else if (charge.status === 'unknown') logger.warn(fields, 'the charge has an unknown status')
  else logger.info(fields, `attempt is ${attempt.state}`)
}

function foreign(deps: ReconcileDeps, charge: ChargeReading, reason: string): Settled {
  const { id: chargeId, shopName } = charge
  if (isOtherShops(deps, charge))
    deps.logger.info({ chargeId, shopName }, 'charge ignored: it is another shop’s')
  else deps.logger.warn({ chargeId, reason }, 'charge ignored: it does not belong to the order')
  return { kind: 'foreign', reason }
}

/** Another shop with the same account of Omise has made it, by the name in it. */
export function isOtherShops(
  { shopName }: Pick<ReconcileDeps, 'shopName'>,
  charge: Pick<ChargeReading, 'shopName'>,
): boolean {
  return charge.shopName !== null && charge.shopName !== shopName
}
