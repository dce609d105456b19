import type { MiddlewareHandler } from 'hono'

/** For answers that are no pages: whatever a browser makes of them, it runs and embeds nothing. */
const standard = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Adds what a browser must know, unless the route has said it better (pages have a policy of their own). */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(standard))
      if (!headers.has(name)) headers.set(name, value)
  }
}
