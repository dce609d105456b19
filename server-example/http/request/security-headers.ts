import type { MiddlewareHandler } from 'hono'

/** For responses that are no pages: a browser runs and embeds nothing of them. */
const standard = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Adds headers for browsers, unless the route has set its own (pages have a policy of their own). */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(standard))
      if (!headers.has(name)) headers.set(name, value)
  }
}
