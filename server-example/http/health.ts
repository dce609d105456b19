import { Hono, type MiddlewareHandler } from 'hono'
import { storeFaults } from '../checkout/store-error.ts'
import { HttpProblem } from './request/problem.ts'

/** Why no requests should be sent here. */
export const unreadyStates = [
  'stopping',
  'database_not_migrated',
  ...storeFaults.map((fault) => `database_${fault}` as const),
] as const

export type Readiness = 'ready' | (typeof unreadyStates)[number]

/** For these two responses alone: a browser reloads a page with this header when it goes back to it. */
const notKept = { 'cache-control': 'no-store' }

/**
 * `GET /healthz`: the process is alive; if not, restart it. `GET /readyz`: it can
 * do its work; if not, send requests elsewhere for now.
 */
export function healthRoutes(readiness: () => Promise<Readiness>): Hono {
  const routes = new Hono()
  routes.get('/healthz', (c) => c.json({ status: 'ok' }, 200, notKept))
  routes.get('/readyz', async (c) => {
    const status = await readiness()
    return c.json({ status }, status === 'ready' ? 200 : 503, notKept)
  })
  return routes
}

/** Refuses requests while the server stops: connections that were open before can still bring some. */
export function refuseWhenStopping(isStopping: () => boolean): MiddlewareHandler {
  return async (_c, next) => {
    if (!isStopping()) return next()
    // The one code of the contract that means: nothing was done, try again.
    throw new HttpProblem('provider_unavailable', 'This server is stopping; send it again.', {
      'retry-after': '1',
    })
  }
}
