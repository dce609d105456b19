import { Hono } from 'hono'
import type { ServerConfig } from '../../widget/contract.ts'

/** What a page may know of this server. */
export function aboutRoutes(config: ServerConfig): Hono {
  const routes = new Hono()
  routes.get('/config', (c) => c.json(config))
  return routes
}
