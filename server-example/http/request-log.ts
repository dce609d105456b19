import type { MiddlewareHandler } from 'hono'
import type { Journal } from '../checkout/ports.ts'

/** One line for each request: no query (a return link holds a token), no header, no body. */
export function requestLog(journal: Journal): MiddlewareHandler {
  return async (c, next) => {
    const startedAt = performance.now()
    await next()
    journal.info(
      {
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - startedAt),
      },
      'request',
    )
  }
}
