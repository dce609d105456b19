import type { RouterRoute } from 'hono/types'

/** Returns the methods of a path, as `Allow` lists them: none where nothing is at the path. */
export type AllowedMethods = (path: string) => readonly string[]

/** Reads the table of routes: `/api/orders/:orderId/charge` → `POST, OPTIONS`. */
export function allowedMethods(routes: readonly RouterRoute[]): AllowedMethods {
  const table = new Map<string, Set<string>>()
  for (const { method, path } of routes) {
    // Middleware and pages are at every path, so they make none known.
    if (method === 'ALL' || path.includes('*')) continue
    const methods = table.get(path) ?? new Set()
    methods.add(method)
    if (method === 'GET') methods.add('HEAD')
    table.set(path, methods)
  }
  const known = [...table].map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
    methods: [...methods],
  }))
  return (path) => {
    // Routes may name the same place by two names, such as /:name and /:reference.
    const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap((one) => one.methods)
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])]
  }
}
