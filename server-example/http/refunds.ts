import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { giveBack } from '../checkout/give-back.ts'
import { orderStateOf } from '../checkout/order-state.ts'
import type { ReconcileDeps } from '../checkout/reconcile.ts'
import { isOrderId } from '../ids.ts'
import { readJson } from './body.ts'
import type { Guard } from './guard.ts'
import { merchantOnly } from './merchant-token.ts'
import { HttpProblem, retryAfter } from './problem.ts'
import { noteIds } from './request-context.ts'
import { answerWithinMs, within } from './within.ts'

const refundRequest = z.strictObject({
  amount: z.optional(z.int().check(z.positive())),
  reason: z.optional(
    z
      .string()
      .check(
        z.maxLength(255),
        z.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'expected a text of one line without control characters'),
      ),
  ),
})

/**
 * `POST /api/orders/:orderId/refunds` `{ amount?, reason? }`, for the merchant
 * alone. Without an amount, all that is left is given back. With an
 * `Idempotency-Key`, asking again answers the same refund. With the order's
 * version in `If-Match`, nothing is given back of an order that changed
 * meanwhile (412). 201: done; 202: not known yet, and it will be found out.
 */
export function refundRoutes(deps: ReconcileDeps, merchantToken: string, guard: Guard): Hono {
  const routes = new Hono()

  routes.post(
    '/:orderId/refunds',
    guard.address('refunds'),
    merchantOnly(merchantToken),
    async (c) => {
      const { amount, reason } = await readJson(c.req.raw, refundRequest)
      const orderId = c.req.param('orderId')
      const refundId = refundIdOf(orderId, c.req.header('idempotency-key'))
      if (!isOrderId(orderId)) throw new HttpProblem('not_found', 'There is no such order.')
      await guard.count('refunds', 'order', orderId)
      const work = giveBack(deps, {
        orderId,
        amountSatang: amount,
        reason: reason ?? null,
        refundId,
        version: versionOf(c.req.header('if-match')),
      })
      const result = await within(answerWithinMs, work, stillUnknown)
      if (result.kind !== 'not_found') noteIds({ orderId, refundId })
      switch (result.kind) {
        case 'not_found':
          throw new HttpProblem('not_found', 'There is no such order.')
        case 'changed':
          throw new HttpProblem(
            'refund_refused',
            'The order has changed since it was read: read it again, then decide.',
            {},
            412,
          )
        case 'refused':
          throw new HttpProblem('refund_refused', result.detail)
        case 'unavailable':
          throw new HttpProblem(
            'provider_unavailable',
            'Omise did not take the call. Nothing was given back.',
            retryAfter(result.retryAfterMs),
          )
        case 'done':
        case 'unconfirmed': {
          const { order, refund } = result
          const answer = {
            refundId: refund.id,
            status: result.kind,
            amount: refund.amountSatang,
            voided: refund.voided,
            orderState: orderStateOf(order),
          }
          return c.json(answer, result.kind === 'done' ? 201 : 202)
        }
      }
    },
  )

  return routes
}

function stillUnknown(): HttpProblem {
  return new HttpProblem(
    'internal_error',
    'Omise has not answered yet. The refund may or may not be made: with the same Idempotency-Key it is safe to ask again.',
  )
}

/** The version of the order that was looked at: `"3"`. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined
  const version = /^"(\d{1,15})"$/.exec(ifMatch)?.[1]
  if (version === undefined)
    throw new HttpProblem(
      'invalid_request',
      'Expected the order’s version in If-Match, such as "3".',
    )
  return Number(version)
}

/** The same key of the same order is the same refund. */
function refundIdOf(orderId: string, key: string | undefined): string {
  if (key === undefined) return `rfd_${randomBytes(15).toString('hex')}`
  if (key.trim() === '')
    throw new HttpProblem('invalid_request', 'Expected a key in Idempotency-Key, got nothing.')
  const digest = createHash('sha256').update(`${orderId} ${key}`).digest('hex')
  return `rfd_${digest.slice(0, 30)}`
}
