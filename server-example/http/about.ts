import { Hono } from 'hono'
import type { ServerConfig } from '../../widget/contract.ts'
import type { Product } from '../catalogue.ts'

/** What a page may know of this server, and the shop's catalogue. */
export function aboutRoutes(about: {
  readonly config: ServerConfig
  readonly products: readonly Product[]
}): Hono {
  const routes = new Hono()
  routes.get('/config', (c) => c.json(about.config))
  routes.get('/catalogue', (c) => c.json({ products: about.products }))
  return routes
}
