import { readFile } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import { findPageFile } from './page-files.ts'

export type PagesOptions = {
  /** Folders whose pages, scripts, styles, fonts and pictures are served at `/`; the first that has a file wins. */
  readonly folders: readonly string[]
  /** Origins that a page may call beside its own: Omise's API. */
  readonly connectTo: readonly string[]
  /** Whether pages of other origins may load files from here, the widget's script above all. */
  readonly sharedFiles?: boolean
}

/** Serves a shop's pages beside the API, under a policy that allows no inline script, no foreign one, and none made of text. */
export function pageRoutes({ folders, connectTo, sharedFiles = false }: PagesOptions): Hono {
  const routes = new Hono()
  routes.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'", ...connectTo],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginEmbedderPolicy: 'require-corp',
      referrerPolicy: 'no-referrer',
      crossOriginResourcePolicy: sharedFiles ? 'cross-origin' : 'same-origin',
      strictTransportSecurity: false,
    }),
  )
  routes.get('/*', compress(), etag(), async (c, next) => {
    await next()
    c.header('cache-control', freshness(c))
    // A script tag with `integrity` asks for it, or the script is not run.
    if (sharedFiles) c.header('access-control-allow-origin', '*')
  })
  routes.get('/*', async (c, next) => {
    const path = await firstFile(folders, c.req.path)
    return path === undefined ? next() : serveStatic({ path })(c, next)
  })
  routes.get('/*', async (c, next) => {
    const page = c.req.header('accept')?.includes('text/html') && (await notFoundPage(folders))
    return page ? c.html(page, 404) : next()
  })
  return routes
}

/** A file whose name holds its content's hash never changes; every other is asked for again, and not sent again. */
function freshness({ req, res }: Context): string {
  const isHashed = /\.[0-9a-f]{8}\.js$/.test(req.path) && res.ok
  return isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}

async function firstFile(folders: readonly string[], path: string): Promise<string | undefined> {
  for (const folder of folders) {
    const file = await findPageFile(folder, path)
    if (file !== undefined) return file
  }
  return undefined
}

async function notFoundPage(folders: readonly string[]): Promise<string | undefined> {
  const path = await firstFile(folders, '/404.html')
  return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined)
}
