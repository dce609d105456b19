import { Hono, type MiddlewareHandler } from 'hono'
import { storeFaults } from '../checkout/store-error.ts'
import { HttpProblem } from './request/problem.ts'

/** Why no work should be sent here. */
export const unreadyStates = [
  'stopping',
  'database_not_migrated',
  ...storeFaults.map((fault) => `database_${fault}` as const),
] as const

export type Readiness = 'ready' | (typeof unreadyStates)[number]

/** For these two answers alone: a page that says so is thrown away by a browser that goes back to it. */
const notKept = { 'cache-control': 'no-store' }

/**
 * `GET /healthz`: the process is alive; a "no" means start it again. `GET
 * /readyz`: it can do its work; a "no" means send the work elsewhere for now.
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

/** A connection that was open already can still bring a request when the server is stopping: nothing is begun. */
export function refuseWhenStopping(isStopping: () => boolean): MiddlewareHandler {
  return async (_c, next) => {
    if (!isStopping()) return next()
    // The one code of the contract that says: nothing was done, try again.
    throw new HttpProblem('provider_unavailable', 'This server is stopping; send it again.', {
      'retry-after': '1',
    })
  }
}
