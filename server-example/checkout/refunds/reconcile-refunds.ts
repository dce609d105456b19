import { type Attempt, isPaid } from '../order/attempt.ts'
import type { Order } from '../order/order.ts'
import type { ReconcileDeps } from '../ports.ts'
import type { Listed, RefundReading } from '../provider.ts'
import { applyRefunds, endRefund, madeSatang, type Refund } from './refund.ts'
import { updateRefunds } from './update-refunds.ts'

/**
 * Reads which refunds Omise has of an order's charges, those of its dashboard
 * included, and stores them. One that the list does not have is abandoned after
 * the grace period, unless the charge's own sum shows that it may have happened:
 * lists may lag.
 */
export async function reconcileRefunds(deps: ReconcileDeps, start: Order): Promise<Order> {
  const readAt = deps.clock.now()
  const held = await Promise.all(
    start.attempts.filter(isPaid).map((attempt) => readHeld(deps, start, attempt, readAt)),
  )
  const order = await updateRefunds(deps, start, (before) =>
    held.reduce((refunds, { attempt, readings, chargeSatang }) => {
      const known = applyRefunds(refunds, attempt.id, readings)
      if (chargeSatang === undefined) return known
      const unlistedSatang = chargeSatang - madeSatang(known, attempt.id)
      return known
        .filter((one) => one.attemptId === attempt.id && isLate(deps, one, readAt))
        .filter((one) => unlistedSatang < one.amountSatang)
        .reduce(abandoned, known)
    }, before),
  )
  if (order.version !== start.version)
    deps.logger.info({ orderId: order.id, refunds: order.refunds.length }, 'refunds read at Omise')
  return order
}

type Held = {
  readonly attempt: Attempt
  readonly readings: readonly RefundReading[]
  /** The charge's own sum of its refunds; read only when a refund may be abandoned. */
  readonly chargeSatang: number | undefined
}

async function readHeld(
  deps: ReconcileDeps,
  { refunds }: Order,
  attempt: Attempt,
  readAt: number,
): Promise<Held> {
  const { chargeId, id } = attempt
  if (chargeId === null) return { attempt, readings: [], chargeSatang: undefined }
  const listed = await deps.provider.listRefunds(chargeId)
  const readings = listed.filter(isReadable)
  // Neither stored nor abandoned: the charge's sum shows that it is there.
  for (const one of listed)
    if ('unreadable' in one) deps.logger.warn({ chargeId, ...one }, 'a refund could not be read')
  const isNeeded = refunds.some((one) => one.attemptId === id && isLate(deps, one, readAt))
  const charge = isNeeded ? await deps.provider.getCharge(chargeId) : undefined
  return { attempt, readings, chargeSatang: charge?.refundedSatang }
}

function isReadable(one: Listed<RefundReading>): one is RefundReading {
  return !('unreadable' in one)
}

function isLate({ abandonAfterMs }: ReconcileDeps, refund: Refund, readAt: number): boolean {
  return refund.state === 'creating' && readAt - refund.createdAt >= abandonAfterMs
}

function abandoned(refunds: readonly Refund[], { id }: Refund): readonly Refund[] {
  return endRefund(refunds, id, 'abandoned', 'Omise has no such refund: ask for it again.')
}
