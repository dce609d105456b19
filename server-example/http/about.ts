import { Hono } from 'hono'
import type { ServerConfig } from '../../widget/contract.ts'
import type { OfferedMethods } from '../methods/offered-methods.ts'

/** `GET /api/config`: what a page needs to know of this server. */
export function aboutRoutes(
  config: ServerConfig,
  offeredMethods: () => Promise<OfferedMethods>,
): Hono {
  const routes = new Hono()
  routes.get('/config', async (c) => {
    const answer: ServerConfig = { ...config, methods: await offeredMethods() }
    return c.json(answer)
  })
  return routes
}
