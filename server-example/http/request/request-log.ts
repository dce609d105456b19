import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Logger } from '../../checkout/ports.ts'
import { asRequest, requestIdFrom } from './request-context.ts'

export type AnsweredRequest = {
  readonly method: string
  /** The route's template, such as `/api/orders/:orderId/charge`; `/*` for pages and for nothing. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/**
 * Logs one line for each request, with its id (from `X-Request-Id` when that is
 * well-formed; every response has it). No path and no query, only the route's
 * template: what a client has put there by mistake stays out of the log.
 */
export function requestLog(
  logger: Logger,
  observe: (answered: AnsweredRequest) => void,
): MiddlewareHandler {
  return (c, next) =>
    asRequest(requestIdFrom(c.req.header('x-request-id')), async ({ requestId, ids }) => {
      const startedAt = performance.now()
      await next()
      c.res.headers.set('x-request-id', requestId)
      const ms = performance.now() - startedAt
      const { method } = c.req
      const route = routeOf(c)
      const { status } = c.res
      logger.info({ requestId, method, route, status, ms: Math.round(ms), ...ids }, 'request')
      observe({ method, route, status, seconds: ms / 1000 })
    })
}

/** Returns the template of the route that handles the request; `/*` for pages, which are at every path, and for none. */
export function routeOf(c: Context): string {
  const isRoute = ({ path, method }: { path: string; method: string }) =>
    method !== 'ALL' && !path.includes('*')
  return matchedRoutes(c).find(isRoute)?.path ?? '/*'
}
