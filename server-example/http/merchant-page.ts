import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { pageRoutes } from './pages.ts'

/** Holds `merchant/`; in the package it is built beside the server's code. */
const folder = fileURLToPath(new URL('../../public', import.meta.url))

/** `/merchant/`: the merchant's page. It asks the API beside it with a token that the merchant types. */
export function merchantPageRoutes(): Hono {
  const routes = new Hono()
  // Relative, because only the page's browser knows the prefix.
  routes.get('/merchant', (c) => c.body(null, 308, { location: 'merchant/' }))
  routes.route('/merchant', pageRoutes({ folders: [folder], connectTo: [] }))
  return routes
}
