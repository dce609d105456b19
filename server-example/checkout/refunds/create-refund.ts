/**
 * Refunds and voids, each exactly once: the refund is stored before it is sent,
 * sent once, and an unknown outcome is resolved by the list of the charge's
 * refunds and by the charge's own sum, never by sending again while either shows
 * that it happened.
 */

import { type Attempt, isPaid } from '../order/attempt.ts'
import type { Order } from '../order/order.ts'
import type { ReconcileDeps } from '../ports.ts'
import { type ChargeReading, ProviderError } from '../provider.ts'
import { settle } from '../settle.ts'
import { StoreError } from '../store-error.ts'
import { reconcileRefunds } from './reconcile-refunds.ts'
import {
  applyRefunds,
  endRefund,
  isUnresolved,
  madeSatang,
  type Refund,
  withRefund,
} from './refund.ts'
import { isVoid, leftSatang, objectionTo } from './refund-objections.ts'
import { saveRefunds, updateRefunds } from './update-refunds.ts'

export type CreateRefundInput = {
  readonly orderId: string
  /** The attempt whose charge is refunded. Default: the paid one. */
  readonly attemptId?: string
  /** Default: all that is left. */
  readonly amountSatang?: number | undefined
  readonly reason: string | null
  /** The same id is the same refund, however often it is asked for. */
  readonly refundId: string
  /** The order's version that the decision was made on: nothing is refunded of another one. */
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
  /** The order has another version by now. No money moved. */
  | { readonly kind: 'changed' }
  /** Our policy or Omise refused it. No money moved. */
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly retryAfterMs: number | null }

/** Between the claim and the call lies nothing slow; a process that slept there must not send any more. */
const maxClaimAgeMs = 5_000

/** Refunds a paid order: a void on the charge's own day, a refund after it. */
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
        return await resultOfEarlier(deps, order, asked)

      const attempt = paidAttempt(order, input.attemptId)
      if (attempt?.chargeId === null || attempt === undefined)
        return refused('Expected a paid order: there is nothing to refund.')
      // Omise knows what was paid, and what was refunded elsewhere meanwhile.
      const charge = await deps.provider.getCharge(attempt.chargeId)
      await settle(deps, charge)
      const fresh = await knowingAllRefunds(deps, input.orderId, attempt, charge)
      if (fresh === undefined) return { kind: 'not_found' }
      const before = fresh.refunds.find((one) => one.id === input.refundId)
      if (before !== undefined && before.state !== 'abandoned') continue

      const unlistedSatang = charge.refundedSatang - madeSatang(fresh.refunds, attempt.id)
      if (unlistedSatang > 0) {
        if (before === undefined) return refused(unlisted(unlistedSatang))
        // It was abandoned, and may have happened after all: it is looked for again, not sent.
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
        voided: isVoid(deps, charge, amountSatang),
        reason: input.reason,
        refusal: null,
        createdAt: deps.clock.now(),
      }
      const claimed = await saveRefunds(deps, fresh, withRefund(fresh.refunds, refund))
      if (claimed !== undefined) return await send(deps, claimed, refund, charge.id)
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // Nothing was sent yet: the charge could not be read.
    return error.outcome === 'refused'
      ? refused(
          `Omise does not show the charge: ${error.message} Are the keys those it was made with?`,
        )
      : { kind: 'unavailable', retryAfterMs: error.retryAfterMs }
  }
}

/** Returns the order; where the charge's sum shows that a refund is not stored, after reading the list. */
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
    deps.logger.info(fieldsOf(saved, made), messageFor(made))
    return resultOf(saved, made)
  } catch (error) {
    if (error instanceof StoreError) {
      deps.logger.error({ ...fieldsOf(order, refund), error }, 'the refund was not stored')
      return { kind: 'unconfirmed', order, refund }
    }
    if (!(error instanceof ProviderError)) throw error
    deps.logger.warn({ ...fieldsOf(order, refund), error }, 'the refund was not answered')
    if (error.outcome === 'unknown') return resultOfEarlier(deps, order, refund)
    const state = error.outcome === 'refused' ? 'refused' : 'abandoned'
    await updateRefunds(deps, order, (refunds) =>
      endRefund(refunds, refund.id, state, error.message),
    )
    return state === 'refused'
      ? refused(`Omise refused the refund: ${error.message}`)
      : { kind: 'unavailable', retryAfterMs: error.retryAfterMs }
  }
}

/** Returns what became of a refund that was sent before. */
async function resultOfEarlier(
  deps: ReconcileDeps,
  order: Order,
  refund: Refund,
): Promise<CreateRefundResult> {
  const known = isUnresolved(refund) ? await readRefunds(deps, order) : order
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

async function readRefunds(deps: ReconcileDeps, order: Order): Promise<Order> {
  try {
    return await reconcileRefunds(deps, order)
  } catch (error) {
    // Whether reading or storing failed, something may have been refunded.
    if (!(error instanceof ProviderError || error instanceof StoreError)) throw error
    deps.logger.warn({ orderId: order.id, error }, 'the refunds were not read')
    return order
  }
}

function isSameAmount(asked: Refund, { amountSatang }: CreateRefundInput): boolean {
  return amountSatang === undefined || amountSatang === asked.amountSatang
}

function unlisted(satang: number): string {
  return `Omise counts ${satang} refunded satang of this charge that its list of refunds does not have yet: nothing was asked for. Try again in a few minutes.`
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

function messageFor({ state, voided }: Refund): string {
  if (state !== 'done') return 'Omise has made the refund and not settled it yet'
  return voided ? 'charge voided' : 'charge refunded'
}

function refused(detail: string): CreateRefundResult {
  return { kind: 'refused', detail }
}
