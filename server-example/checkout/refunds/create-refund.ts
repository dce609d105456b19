/**
 * Refunds and voids, each exactly once: the refund is written before it is
 * asked for, asked for once, and an unknown outcome is resolved by the list of
 * the charge's refunds and by the charge's own sum, never by sending again while
 * either says that it happened.
 */

import { methodOf } from '../../methods/methods.ts'
import type { RefundRules } from '../../methods/refund-rules.ts'
import { type Attempt, isPaid } from '../order/attempt.ts'
import type { Order } from '../order/order.ts'
import { type ChargeReading, ProviderError } from '../provider.ts'
import { type ReconcileDeps, reconcileRefunds, settle } from '../reconcile.ts'
import { StoreError } from '../store-error.ts'
import {
  applyRefunds,
  committedSatang,
  endRefund,
  isUnresolved,
  madeSatang,
  type Refund,
  withRefund,
} from './refund.ts'
import { type WhyNot, whyNot } from './refund-options.ts'
import { isSameDay } from './refund-policy.ts'
import { saveRefunds, updateRefunds } from './update-refunds.ts'

export type CreateRefundInput = {
  readonly orderId: string
  /** The attempt whose charge is given back; the paid one when left out. */
  readonly attemptId?: string
  /** All that is left when left out. */
  readonly amountSatang?: number | undefined
  readonly reason: string | null
  /** The same id asks for the same refund, however often. */
  readonly refundId: string
  /** The order's version that the decision was made on: nothing is given back of another one. */
  readonly version?: number | undefined
}

export type CreateRefundResult =
  /** `pending`: Omise has made the refund and not settled it yet. */
  | {
      readonly kind: 'done' | 'pending' | 'unconfirmed'
      readonly order: Order
      readonly refund: Refund
    }
  | { readonly kind: 'not_found' }
  /** Not the version any more that was asked for. No money moved. */
  | { readonly kind: 'changed' }
  /** Our policy or Omise said no. No money moved. */
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly retryAfterMs: number | null }

/** Between writing a refund down and asking for it lies nothing slow. */
const maxClaimAgeMs = 5_000

/** Gives money back for a paid order: a void on the charge's own day, a refund after it. */
export async function createRefund(
  deps: ReconcileDeps,
  input: CreateRefundInput,
): Promise<CreateRefundResult> {
  try {
    for (;;) {
      const order = await deps.store.findOrder(input.orderId)
      if (order === undefined) return { kind: 'not_found' }
      const asked = order.refunds.find((one) => one.id === input.refundId)
      if (asked !== undefined && !isSameAmount(asked, input))
        return refused(`This refund was asked for before, with ${asked.amountSatang} satang.`)
      if (asked !== undefined && asked.state !== 'abandoned')
        return await answerAgain(deps, order, asked)

      const attempt = paidAttempt(order, input.attemptId)
      if (attempt?.chargeId === null || attempt === undefined)
        return refused('Expected a paid order: there is nothing to give back.')
      // Omise knows best what was paid and what was given back elsewhere meanwhile.
      const charge = await deps.provider.getCharge(attempt.chargeId)
      await settle(deps, charge)
      const fresh = await knowingAllRefunds(deps, input.orderId, attempt, charge)
      if (fresh === undefined) return { kind: 'not_found' }
      const before = fresh.refunds.find((one) => one.id === input.refundId)
      if (before !== undefined && before.state !== 'abandoned') continue

      const unlistedSatang = charge.refundedSatang - madeSatang(fresh.refunds, attempt.id)
      if (unlistedSatang > 0) {
        if (before === undefined) return refused(unlisted(unlistedSatang))
        // It was given up, and it may have happened after all: it is looked for again, not sent.
        const reopened: Refund = { ...before, state: 'creating', refusal: null }
        if (await saveRefunds(deps, fresh, withRefund(fresh.refunds, reopened))) continue
      }
      if (input.version !== undefined && input.version !== fresh.version) return { kind: 'changed' }
      const amountSatang = input.amountSatang ?? leftSatang(fresh, attempt, charge)
      const objection = objectionTo(deps, { order: fresh, attempt, charge, amountSatang })
      if (objection !== undefined) return refused(objection)
      const refund: Refund = {
        id: input.refundId,
        attemptId: attempt.id,
        state: 'creating',
        omiseId: null,
        amountSatang,
        voided: isVoid(charge, amountSatang, omiseNow(deps)),
        reason: input.reason,
        refusal: null,
        createdAt: deps.clock.now(),
      }
      const claimed = await saveRefunds(deps, fresh, withRefund(fresh.refunds, refund))
      if (claimed !== undefined) return await send(deps, claimed, refund, charge.id)
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // Before anything was asked for: it was the charge that could not be read.
    return error.outcome === 'refused'
      ? refused(
          `Omise does not show the charge: ${error.message} Are the keys those it was made with?`,
        )
      : { kind: 'unavailable', retryAfterMs: error.retryAfterMs }
  }
}

/** The order as it is; where the charge's sum says that some refund is not known, with what the list has. */
async function knowingAllRefunds(
  deps: ReconcileDeps,
  orderId: string,
  attempt: Attempt,
  charge: ChargeReading,
): Promise<Order | undefined> {
  const order = await deps.store.findOrder(orderId)
  if (order === undefined || charge.refundedSatang === madeSatang(order.refunds, attempt.id))
    return order
  return reconcileRefunds(deps, order)
}

async function send(
  deps: ReconcileDeps,
  order: Order,
  refund: Refund,
  chargeId: string,
): Promise<CreateRefundResult> {
  // A process that slept since it wrote the refund down may have been given up on.
  if (deps.clock.now() - refund.createdAt > maxClaimAgeMs)
    return { kind: 'unconfirmed', order, refund }
  try {
    const reading = await deps.provider.createRefund(chargeId, {
      refundId: refund.id,
      amountSatang: refund.amountSatang,
      void: refund.voided,
      reason: refund.reason,
    })
    const saved = await updateRefunds(deps, order, (refunds) =>
      applyRefunds(refunds, refund.attemptId, [reading]),
    )
    const made = refundOf(saved, refund)
    deps.logger.info(fieldsOf(saved, made), saidOf(made))
    return resultOf(saved, made)
  } catch (error) {
    if (error instanceof StoreError) {
      deps.logger.error({ ...fieldsOf(order, refund), error }, 'the refund was not stored')
      return { kind: 'unconfirmed', order, refund }
    }
    if (!(error instanceof ProviderError)) throw error
    deps.logger.warn({ ...fieldsOf(order, refund), error }, 'the refund was not answered')
    if (error.outcome === 'unknown') return answerAgain(deps, order, refund)
    const state = error.outcome === 'refused' ? 'refused' : 'abandoned'
    await updateRefunds(deps, order, (refunds) =>
      endRefund(refunds, refund.id, state, error.message),
    )
    return state === 'refused'
      ? refused(`Omise refused the refund: ${error.message}`)
      : { kind: 'unavailable', retryAfterMs: error.retryAfterMs }
  }
}

/** A refund that was asked for before: what became of it? */
async function answerAgain(
  deps: ReconcileDeps,
  order: Order,
  refund: Refund,
): Promise<CreateRefundResult> {
  const known = isUnresolved(refund) ? await look(deps, order) : order
  return resultOf(known, refundOf(known, refund))
}

function resultOf(order: Order, refund: Refund): CreateRefundResult {
  switch (refund.state) {
    case 'done':
    case 'pending':
      return { kind: refund.state, order, refund }
    case 'creating':
      return { kind: 'unconfirmed', order, refund }
    case 'failed':
      return refused('Omise made this refund and then reported that it failed: ask for a new one.')
    case 'refused':
    case 'abandoned':
      return refused(refund.refusal ?? 'Omise has not made the refund.')
  }
}

async function look(deps: ReconcileDeps, order: Order): Promise<Order> {
  try {
    return await reconcileRefunds(deps, order)
  } catch (error) {
    // Read or stored: whichever failed, nobody may say that nothing was refunded.
    if (!(error instanceof ProviderError || error instanceof StoreError)) throw error
    deps.logger.warn({ orderId: order.id, error }, 'the refunds were not read')
    return order
  }
}

function isSameAmount(asked: Refund, { amountSatang }: CreateRefundInput): boolean {
  return amountSatang === undefined || amountSatang === asked.amountSatang
}

function objectionTo(
  deps: ReconcileDeps,
  {
    order,
    attempt,
    charge,
    amountSatang,
  }: {
    order: Order
    attempt: Attempt
    charge: ChargeReading
    amountSatang: number
  },
): string | undefined {
  const left = leftSatang(order, attempt, charge)
  const known = { leftSatang: left, chargedAt: charge.createdAt, now: omiseNow(deps) }
  const reason = whyNot(order, attempt, known)
  if (reason !== null) return objectionFor(reason, methodOf(attempt.method).refunds)
  return amountSatang > left
    ? `Expected at most the ${left} satang that are left, got ${amountSatang}.`
    : undefined
}

function objectionFor(reason: Exclude<WhyNot, 'not_paid'>, rules: RefundRules): string {
  switch (reason) {
    case 'under_way':
      return 'Another refund of this order is under way: read the order, then ask again.'
    case 'nothing_left':
      return 'All of it has been given back already.'
    case 'too_many':
      return `Omise allows ${rules.mostRefunds} refunds of one charge, and all were made.`
    case 'too_late':
      return `TrueMoney charges can be refunded for ${rules.refundWithinMs / 86_400_000} days; they are over.`
  }
}

function unlisted(satang: number): string {
  return `Omise counts ${satang} refunded satang of this charge that its list of refunds does not have yet: nothing was asked for. Try again in a few minutes.`
}

function leftSatang(order: Order, attempt: Attempt, charge: ChargeReading): number {
  const known = committedSatang(order.refunds, attempt.id)
  return charge.amountSatang - Math.max(known, charge.refundedSatang)
}

/** The charge's day and its thirty days are counted by Omise's clock. */
function omiseNow({ clock, omiseAheadMs }: ReconcileDeps): number {
  return clock.now() + (omiseAheadMs() ?? 0)
}

function isVoid(charge: ChargeReading, amountSatang: number, now: number): boolean {
  const isWhole = amountSatang === charge.amountSatang
  return (
    isSameDay(charge.createdAt, now) && (isWhole || methodOf(charge.method).refunds.voidsInPart)
  )
}

function paidAttempt(order: Order, attemptId: string | undefined): Attempt | undefined {
  return order.attempts.find((one) =>
    attemptId === undefined ? one.state === 'successful' : one.id === attemptId && isPaid(one),
  )
}

function refundOf(order: Order, refund: Refund): Refund {
  return order.refunds.find((one) => one.id === refund.id) ?? refund
}

function fieldsOf(order: Order, refund: Refund): Record<string, unknown> {
  return {
    orderId: order.id,
    attemptId: refund.attemptId,
    refundId: refund.id,
    amountSatang: refund.amountSatang,
  }
}

function saidOf({ state, voided }: Refund): string {
  if (state !== 'done') return 'Omise has made the refund and not settled it yet'
  return voided ? 'charge voided' : 'charge refunded'
}

function refused(detail: string): CreateRefundResult {
  return { kind: 'refused', detail }
}
