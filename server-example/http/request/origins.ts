import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { HttpProblem } from './problem.ts'

export type OriginsOptions = {
  /** This server as the buyer's browser knows it. */
  readonly publicUrl: string
  /** Other origins whose pages may use the API. */
  readonly allowedOrigins: readonly string[]
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests of other sites' pages that would change something. Browsers send
 * `Origin` with each of them. A request without one (a server, curl) passes: no
 * cookie or other ambient authority is used here, so that a page has nothing to
 * borrow. Not by Hono's `csrf`, which checks forms alone and lets JSON pass.
 */
export function refuseForeignOrigins(options: OriginsOptions): MiddlewareHandler {
  const known = new Set([new URL(options.publicUrl).origin, ...options.allowedOrigins])
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (origin === undefined || readingMethods.has(c.req.method) || known.has(origin)) return next()
    if (hostOf(origin) === c.req.header('host')) return next()
    throw new HttpProblem(
      'forbidden',
      `Expected a page of this shop, got one of ${origin.slice(0, 100)}. If it is the shop’s, name it in ALLOWED_ORIGINS.`,
    )
  }
}

/** Lets pages of the allowed origins, and of no other, read the API's responses. Credentials are never allowed. */
export function shareWithOrigins({ allowedOrigins }: OriginsOptions): MiddlewareHandler {
  const allowed = new Set(allowedOrigins)
  if (allowed.size === 0) return (_c, next) => next()
  const share = cors({
    origin: (origin) => (allowed.has(origin) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    exposeHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: 600,
  })
  return (c, next) => {
    const isPreflight = c.req.header('access-control-request-method') !== undefined
    // Any other OPTIONS gets the response for a method that the path does not have.
    return c.req.method === 'OPTIONS' && !isPreflight ? next() : share(c, next)
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
