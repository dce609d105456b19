import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Clock } from '../../checkout/ports.ts'
import { type Refunds, refundFields } from '../../shop/refunds.ts'
import { readJson } from '../request/body.ts'
import { HttpProblem } from '../request/problem.ts'
import { noteIds } from '../request/request-context.ts'
import { answerWithinMs, within } from '../request/within.ts'
import type { Guard } from './guard.ts'

export const refundRequest = z.strictObject(refundFields)

const refundExamples = ' {"amount": 30000} refunds ฿300.00, {} all that is left.'

/**
 * `POST /:name/refunds` `{ amount?, reason? }`, behind the merchant's token;
 * `nameOf` decides whether the name is our id of the order or the shop's reference.
 * Without an amount, all that is left is refunded. With an `Idempotency-Key`,
 * a repeated request returns the same refund. With the order's version in
 * `If-Match`, nothing of an order that changed meanwhile is refunded (412). 201:
 * done; 202: Omise has not settled it yet, or its outcome is unknown.
 */
export function refundRoutes(
  refunds: Refunds,
  { guard, clock }: { guard: Guard; clock: Clock },
  nameOf: (name: string) => { orderId: string } | { reference: string },
): Hono {
  const routes = new Hono()

  routes.post('/:name/refunds', guard.address('refunds'), async (c) => {
    const { amount, reason } = await readJson(c.req.raw, refundRequest, refundExamples)
    const name = c.req.param('name')
    const idempotencyKey = c.req.header('idempotency-key')
    if (idempotencyKey?.trim() === '')
      throw new HttpProblem('invalid_request', 'Expected a key in Idempotency-Key, got nothing.')
    await guard.count('refunds', 'order', name)
    const work = refunds.create({
      ...nameOf(name),
      amount,
      reason,
      idempotencyKey,
      version: versionOf(c.req.header('if-match')),
    })
    const refund = await within(clock, answerWithinMs, work, stillUnknown)
    noteIds({ refundId: refund.refundId })
    return c.json(refund, refund.status === 'done' ? 201 : 202)
  })

  return routes
}

function stillUnknown(): HttpProblem {
  return new HttpProblem(
    'internal_error',
    'Omise has not answered yet. The refund may or may not be made: with the same Idempotency-Key it is safe to ask again.',
  )
}

/** Returns the order's version in `If-Match`, such as `"3"`. */
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
