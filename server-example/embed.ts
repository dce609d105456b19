/** The companion server inside an app that the merchant has already: see `recipes/`. */

import { parseConfig } from './config.ts'
import type { Product } from './demo/catalogue.ts'
import type { Connection } from './http/client-address.ts'
import type { Listening } from './http/listen.ts'
import { startServer } from './start-server.ts'

export type EmbeddedServer = {
  /** Ours are these paths and all below them; every other one belongs to the app around it. */
  readonly paths: readonly string[]
  handles(pathname: string): boolean
  /** Answers a request for one of our paths. `connection` says whom rate limits count. */
  fetch(request: Request, connection?: Connection): Promise<Response>
  /** Begins nothing new, finishes what is under way, and lets go of the database. */
  close(): Promise<void>
}

/** Among a shop's own paths only what has to be there; under a prefix also the server's health. */
const pathsAtRoot = [
  '/api/config',
  '/api/catalogue',
  '/api/orders',
  '/checkout/return',
  '/webhooks/omise',
] as const
const pathsUnderPrefix = [...pathsAtRoot, '/healthz', '/readyz'] as const

/**
 * Starts everything but a socket: database, reconciler, daily sweep. The path
 * of `PUBLIC_URL` is the prefix: with `https://shop.example/pay`, orders are
 * made at `/pay/api/orders`. Throws with every problem of the configuration.
 *
 * @example const checkout = await embedServer(process.env, products)
 */
export async function embedServer(
  env: Record<string, string | undefined>,
  products: readonly Product[],
): Promise<EmbeddedServer> {
  const parsed = parseConfig(env)
  if (!parsed.ok)
    throw new Error(['The configuration is not complete:', ...parsed.problems].join('\n  '))
  const { publicUrl, port } = parsed.config
  if (publicUrl === undefined)
    throw new Error(
      'PUBLIC_URL is missing. Expected where buyers reach these paths, such as https://shop.example/pay.',
    )
  const prefix = new URL(publicUrl).pathname.replace(/\/$/, '')
  const paths = (prefix === '' ? pathsAtRoot : pathsUnderPrefix).map((path) => prefix + path)
  const door = openDoor(port)
  // Pages are the app's own.
  const config = { ...parsed.config, pageFolders: [] }
  const server = await startServer(config, products, async () => door.listening)
  return {
    paths,
    handles: (pathname) =>
      paths.some((path) => pathname === path || pathname.startsWith(`${path}/`)),
    fetch: (request, connection = { remoteAddress: null }) =>
      door.answer(prefix === '' ? request : withoutPrefix(request, prefix), connection),
    close: server.close,
  }
}

/** In place of a socket: takes requests from the app, and knows which are under way. */
function openDoor(port: number) {
  const ready = Promise.withResolvers<Parameters<Listening['serve']>[0]>()
  const underWay = new Set<Promise<unknown>>()
  const listening: Listening = {
    port,
    serve: ready.resolve,
    async stop(patienceMs) {
      const impatience = Promise.withResolvers<void>()
      const timer = setTimeout(impatience.resolve, patienceMs)
      await Promise.race([Promise.allSettled(underWay), impatience.promise])
      clearTimeout(timer)
    },
  }
  return {
    listening,
    async answer(request: Request, connection: Connection): Promise<Response> {
      const answer = await ready.promise
      const answering = Promise.resolve(answer(request, connection))
      underWay.add(answering)
      try {
        return await answering
      } finally {
        underWay.delete(answering)
      }
    },
  }
}

function withoutPrefix(request: Request, prefix: string): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(prefix.length)
  return new Request(url, request)
}
