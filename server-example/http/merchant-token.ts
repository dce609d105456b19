import type { MiddlewareHandler } from 'hono'
import { hashToken, isTokenOf } from '../checkout/order-token.ts'
import { HttpProblem } from './problem.ts'

/** Lets in only who bears the merchant’s token. It comes in a header alone, so no page of another site can borrow it. */
export function merchantOnly(merchantToken: string): MiddlewareHandler {
  const tokenHash = hashToken(merchantToken)
  return (c, next) => {
    const bearer = /^Bearer (.{1,255})$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (bearer === undefined || !isTokenOf(tokenHash, bearer))
      throw new HttpProblem('unauthorized', 'Expected the merchant’s token.')
    return next()
  }
}
