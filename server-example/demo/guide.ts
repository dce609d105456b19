/**
 * The guide's site at `/guide/`, under a policy of its own: its generator writes
 * two scripts into each page, which are allowed by their hashes, and inline
 * styles. Other pages keep the strict policy.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import { findPageFile } from '../http/pages/page-files.ts'

/** Returns a function that puts the guide in front of a server. `folder` is what VitePress has built. */
export function createGuide(folder: string) {
  const routes = guideRoutes(folder)
  return <Rest extends unknown[]>(
    answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  ) =>
    async (request: Request, ...rest: Rest): Promise<Response> =>
      /^\/guide(?:\/|$)/.test(new URL(request.url).pathname)
        ? routes.fetch(request)
        : answer(request, ...rest)
}

function guideRoutes(folder: string): Hono {
  const routes = new Hono()
  routes.get('/guide', (c) => c.redirect('/guide/', 308))
  routes.use('/guide/*', compress(), etag(), async (c, next) => {
    const headers = secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...(await inlineScriptHashes(folder))],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    })
    return headers(c, next)
  })
  routes.get('/guide/*', async (c, next) => {
    c.header('cache-control', 'no-cache')
    const path = await findPageFile(folder, c.req.path.slice('/guide'.length))
    return path === undefined ? next() : serveStatic({ path })(c, next)
  })
  routes.get('/guide/*', async (c) => {
    const page = await readFile(`${folder}/404.html`, 'utf8').catch(() => 'The guide is not built.')
    return c.html(page, 404)
  })
  return routes
}

/** Returns the hashes of the scripts that each page of the site begins with; they are the same on all pages. */
async function inlineScriptHashes(folder: string): Promise<readonly string[]> {
  const page = await readFile(`${folder}/index.html`, 'utf8').catch(() => '')
  return Array.from(
    page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g),
    ([, code]) => {
      const hash = createHash('sha256').update(code ?? '')
      return `'sha256-${hash.digest('base64')}'`
    },
  )
}
