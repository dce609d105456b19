/** For tests: apps as merchants have them, with parsers and routes of their own and the checkout inside. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener, type HttpBindings, serve } from '@hono/node-server'
import express, { type Express } from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'
import { vi } from 'vitest'
import { type CheckoutServer, createCheckoutServer, optionsFromEnv } from '../index.ts'
import { POST as buy } from './examples/next-app/app/buy/route.ts'
import * as route from './examples/next-app/app/pay/[...path]/route.ts'
import { mountCheckout } from './express.ts'
import { checkoutPlugin } from './fastify.ts'
import { checkoutMiddleware } from './hono.ts'
import { checkoutListener } from './node.ts'
import type { Host } from './test-host.ts'

const open = (env: Record<string, string>) => createCheckoutServer(optionsFromEnv(env))
const newOrder = (checkout: CheckoutServer) =>
  checkout.orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 })

/** An Express app whose body parser is there before the checkout, and whose own routes come after it. */
export const expressHost = expressHostWith('Express', (app, checkout) => {
  app.use(express.json())
  mountCheckout(app, checkout)
})

export function expressHostWith(
  name: string,
  mount: (app: Express, checkout: CheckoutServer) => void,
): Host {
  return {
    name,
    async start(env, port) {
      const checkout = await open(env)
      const app = express()
      app.set('trust proxy', 1)
      app.set('env', 'test')
      mount(app, checkout)
      app.use(express.json())
      app.post('/echo', (req, res) => {
        res.json(req.body)
      })
      app.post('/buy', async (_req, res) => {
        res.json(await newOrder(checkout))
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
    const checkout = await open(env)
    const app = fastify({ trustProxy: '127.0.0.1', forceCloseConnections: true })
    app.register(checkoutPlugin(checkout))
    app.addHook('onClose', () => checkout.close())
    app.post('/echo', async (request) => request.body)
    app.post('/buy', () => newOrder(checkout))
    await app.listen({ port, host: '127.0.0.1' })
    return { close: () => app.close() }
  },
}

export const honoHost: Host = {
  name: 'Hono',
  async start(env, port) {
    const checkout = await open({ TRUST_PROXY: '1', ...env })
    const app = new Hono<{ Bindings: HttpBindings }>()
    app.use(checkoutMiddleware(checkout))
    app.post('/echo', async (c) => c.json(await c.req.json()))
    app.post('/buy', async (c) => c.json(await newOrder(checkout)))
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

/** A server of Node's own, which reads bodies itself. */
export const nodeHost: Host = {
  name: 'node:http',
  async start(env, port) {
    const checkout = await open({ TRUST_PROXY: '1', ...env })
    const shop = getRequestListener(
      async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/echo') return Response.json(await request.json())
        if (pathname === '/buy') return Response.json(await newOrder(checkout))
        return new Response('no page', { status: 404 })
      },
      { overrideGlobalObjects: false },
    )
    const server = createServer(checkoutListener(checkout, shop)).listen(port, '127.0.0.1')
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

type NextHandler = (
  request: Request,
  context: { params: Promise<{ path: string[] }> },
) => Response | Promise<Response>

const { runtime: _runtime, dynamic: _dynamic, ...handlersOfRoute } = route

/** Calls the route's handlers as Next does: by method, for every path below its folder. */
export const nextHost: Host = {
  name: 'Next',
  async start(env, port) {
    for (const [name, value] of Object.entries({ TRUST_PROXY: '1', ...env }))
      vi.stubEnv(name, value)
    const handlers = new Map<string, NextHandler>(Object.entries(handlersOfRoute))
    const listener = getRequestListener(
      async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/echo') return Response.json(await request.json())
        if (pathname === '/buy') return buy()
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
        await (await globalThis.truemoneyCheckoutServer)?.close()
        globalThis.truemoneyCheckoutServer = undefined
        vi.unstubAllEnvs()
      },
    }
  },
}
