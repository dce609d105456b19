/** Refunds for the shop: in the process as `checkout.refunds`, over HTTP as `…/refunds`. */
import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { orderStateOf } from '../checkout/order/order-state.ts'
import type { ReconcileDeps } from '../checkout/ports.ts'
import { createRefund } from '../checkout/refunds/create-refund.ts'
import { findOrder } from './find-order.ts'
import type { shopRefund } from './order-answers.ts'
import { amount, type OrderName, oneLineText, orderName, parseInput } from './order-input.ts'
import { ShopError } from './shop-error.ts'

export const refundFields = {
  /** Satang; all that is left when left out. */
  amount: z.optional(amount),
  reason: z.optional(
    z
      .string()
      .check(
        z.maxLength(255),
        z.regex(oneLineText, 'expected a text of one line without control characters'),
      ),
  ),
}

const refundOptions = z.strictObject({
  ...refundFields,
  /** The same key of the same order is the same refund, however often it is asked for. */
  idempotencyKey: z.optional(z.string().check(z.regex(/\S/, 'Expected a key, got nothing'))),
  /** The order's version that the decision was made on. */
  version: z.optional(z.int().check(z.nonnegative())),
})
export type NewRefund = OrderName & z.input<typeof refundOptions>

export type ShopRefund = Readonly<z.output<typeof shopRefund>>

export type Refunds = {
  /**
   * Refunds a paid order, in part or whole: a void on the charge's own day, a
   * refund for 30 days after it. Throws `ShopError`: `not_found`,
   * `refund_refused`, `order_changed`, `provider_unavailable`.
   */
  create(refund: NewRefund): Promise<ShopRefund>
}

export function createRefunds(deps: ReconcileDeps): Refunds {
  return { create }

  async function create(input: NewRefund): Promise<ShopRefund> {
    const { amount, reason, idempotencyKey, version, ...name } = input
    const options = parseInput(refundOptions, { amount, reason, idempotencyKey, version })
    const { id: orderId } = await findOrder(deps.store, parseInput(orderName, name), 'required')
    const result = await createRefund(deps, {
      orderId,
      amountSatang: options.amount,
      reason: options.reason ?? null,
      refundId: refundIdOf(orderId, options.idempotencyKey),
      version: options.version,
    })
    switch (result.kind) {
      case 'not_found':
        throw new ShopError('not_found', 'There is no such order.')
      case 'changed':
        throw new ShopError(
          'order_changed',
          'The order has changed since it was read: read it again, then decide.',
        )
      case 'refused':
        throw new ShopError('refund_refused', result.detail)
      case 'unavailable':
        throw new ShopError(
          'provider_unavailable',
          'Omise did not take the call. Nothing was refunded.',
          result.retryAfterMs,
        )
      case 'done':
      case 'pending':
      case 'unconfirmed': {
        const { order, refund } = result
        return {
          refundId: refund.id,
          status: result.kind,
          amount: refund.amountSatang,
          voided: refund.voided,
          orderState: orderStateOf(order),
        }
      }
    }
  }
}

/** The same key of the same order is the same refund. */
function refundIdOf(orderId: string, key: string | undefined): string {
  if (key === undefined) return `rfd_${randomBytes(15).toString('hex')}`
  const digest = createHash('sha256').update(`${orderId} ${key}`).digest('hex')
  return `rfd_${digest.slice(0, 30)}`
}
