import type { MiddlewareHandler } from 'hono'
import { hashToken, isTokenOf } from '../../checkout/order/order-token.ts'
import { HttpProblem } from '../request/problem.ts'
import type { Guard } from './guard.ts'

/**
 * Lets in only callers with the merchant’s token. It comes in a header alone, so no
 * page of another site can borrow it. Wrong guesses are limited by address; a
 * shop's own calls are not. Not by Hono's `bearerAuth`, which refuses tokens with
 * characters such as `!` and has error responses of its own.
 */
export function merchantOnly(merchantToken: string, guard: Guard): MiddlewareHandler {
  const tokenHash = hashToken(merchantToken)
  return async (c, next) => {
    const bearer = /^Bearer (.{1,255})$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (bearer !== undefined && isTokenOf([tokenHash], bearer)) return next()
    await guard.count('merchant', 'address', guard.addressOf(c))
    throw new HttpProblem('unauthorized', 'Expected the merchant’s token.')
  }
}
