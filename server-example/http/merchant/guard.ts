import type { Context, MiddlewareHandler } from 'hono'
import type { LimitedAction } from '../../limits/limit-rules.ts'
import type { RateLimiter } from '../../limits/rate-limiter.ts'
import { type Connection, clientAddress } from '../request/client-address.ts'
import { HttpProblem, retryAfter } from '../request/problem.ts'

/** Refuses requests over a limit with 429 and `Retry-After`. */
export type Guard = {
  /** Counts by the client's address, before anything else is done. */
  address(action: LimitedAction): MiddlewareHandler
  addressOf(c: Context): string
  /** Counts by address or order, where the route decides whether to. */
  count(action: LimitedAction, by: 'address' | 'order', key: string): Promise<void>
}

export function createGuard(limiter: RateLimiter, trustedProxies: number): Guard {
  return { address, addressOf, count }

  function address(action: LimitedAction): MiddlewareHandler {
    return async (c, next) => {
      await count(action, 'address', addressOf(c))
      return next()
    }
  }

  function addressOf(c: Context<{ Bindings: Connection }>): string {
    return clientAddress(c.env, c.req.header('x-forwarded-for'), trustedProxies)
  }

  async function count(action: LimitedAction, by: 'address' | 'order', key: string): Promise<void> {
    const waitMs = await limiter.count(action, by, key)
    if (waitMs === null) return
    throw new HttpProblem(
      'rate_limited',
      `Too many requests from this address or for this order; ask again in ${Math.ceil(waitMs / 1000)} s.`,
      retryAfter(waitMs),
    )
  }
}
