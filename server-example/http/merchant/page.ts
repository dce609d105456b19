import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { pageRoutes } from '../pages/pages.ts'

/**
 * Holds `merchant/`; in the package it is built beside the server's code. Not
 * by `new URL`: bundlers such as Next's take that for a file to bundle.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'public')

/** `/merchant/`: the merchant's page. It asks the API beside it with a token that the merchant types. */
export function merchantPageRoutes(): Hono {
  const routes = new Hono()
  // Relative, because only the page's browser knows the prefix; by the file's name, because
  // Next takes a slash at the end of an address away.
  routes.get('/merchant', (c) => c.body(null, 308, { location: 'merchant/index.html' }))
  routes.route('/merchant', pageRoutes({ folders: [folder], connectTo: [] }))
  return routes
}
