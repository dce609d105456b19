/** For tests: apps as merchants have them, with parsers and routes of their own and the checkout inside. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener, type HttpBindings, serve } from '@hono/node-server'
import express, { type Express } from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'
import { vi } from 'vitest'
import { catalogue } from '../demo/catalogue.ts'
import { type EmbeddedServer, embedServer } from '../embed.ts'
import { mountInExpress } from './express.ts'
import { inFastify } from './fastify.ts'
import { inHono } from './hono.ts'
import { GET, OPTIONS, POST } from './next-app/pay/[...path]/route.ts'
import type { Host } from './test-host.ts'

/** An Express app whose body parser is there before the checkout, and whose own routes come after it. */
export const expressHost = expressHostWith('Express', (app, checkout) => {
  app.use(express.json())
  mountInExpress(app, checkout)
})

export function expressHostWith(
  name: string,
  mount: (app: Express, checkout: EmbeddedServer) => void,
): Host {
  return {
    name,
    async start(env, port) {
      const checkout = await embedServer(env, catalogue)
      const app = express()
      app.set('trust proxy', 1)
      app.set('env', 'test')
      mount(app, checkout)
      app.use(express.json())
      app.post('/echo', (req, res) => {
        res.json(req.body)
      })
      const server = app.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return {
        async close() {
          server.close()
          server.closeAllConnections()
          await checkout.close()
        },
      }
    },
  }
}

export const fastifyHost: Host = {
  name: 'Fastify',
  async start(env, port) {
    const checkout = await embedServer(env, catalogue)
    const app = fastify({ trustProxy: '127.0.0.1', forceCloseConnections: true })
    app.register(inFastify(checkout))
    app.addHook('onClose', () => checkout.close())
    app.post('/echo', async (request) => request.body)
    await app.listen({ port, host: '127.0.0.1' })
    return { close: () => app.close() }
  },
}

export const honoHost: Host = {
  name: 'Hono',
  async start(env, port) {
    const checkout = await embedServer({ TRUST_PROXY: '1', ...env }, catalogue)
    const app = new Hono<{ Bindings: HttpBindings }>()
    app.use(inHono(checkout))
    app.post('/echo', async (c) => c.json(await c.req.json()))
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
    await once(server, 'listening')
    return {
      async close() {
        server.close()
        if ('closeAllConnections' in server) server.closeAllConnections()
        await checkout.close()
      },
    }
  },
}

type NextHandler = (
  request: Request,
  context: { params: Promise<{ path: string[] }> },
) => Response | Promise<Response>

/** Calls the route's handlers as Next does: by method, for every path below its folder. */
export const nextHost: Host = {
  name: 'Next',
  async start(env, port) {
    for (const [name, value] of Object.entries({ TRUST_PROXY: '1', ...env }))
      vi.stubEnv(name, value)
    const handlers = new Map<string, NextHandler>(Object.entries({ GET, OPTIONS, POST }))
    const listener = getRequestListener(
      async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/echo') return Response.json(await request.json())
        const [, folder, ...path] = pathname.split('/')
        const handler = handlers.get(request.method)
        if (folder !== 'pay' || path.length === 0) return new Response('no page', { status: 404 })
        if (handler === undefined) return new Response(null, { status: 405 })
        return handler(request, { params: Promise.resolve({ path }) })
      },
      { overrideGlobalObjects: false },
    )
    const server = createServer(listener).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return {
      async close() {
        server.close()
        server.closeAllConnections()
        await (await globalThis.truemoneyCheckout)?.close()
        globalThis.truemoneyCheckout = undefined
        vi.unstubAllEnvs()
      },
    }
  },
}
