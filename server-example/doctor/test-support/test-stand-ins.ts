/** For tests: servers that do what the simulator does not, met over HTTP like everything else. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Certificate } from './test-certificate.ts'

export type StandIn = { readonly url: string; close(): Promise<void> }
export type Answering = (request: Request) => Response | Promise<Response>

export async function startStandIn(answer: Answering, tls?: Certificate): Promise<StandIn> {
  const listener = getRequestListener(answer)
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  const port = await listen(server)
  return {
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Takes connections and never says a word. */
export async function startMuteServer(): Promise<StandIn> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    sockets.add(socket)
  })
  const port = await listen(server)
  return {
    url: `http://localhost:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Passes everything on, as a proxy does; redirects are the client's. */
export async function passOn(request: Request, target: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  for (const name of ['connection', 'content-length', 'transfer-encoding']) headers.delete(name)
  const body = request.method === 'GET' ? {} : { body: await request.arrayBuffer() }
  const { method } = request
  const answer = await fetch(target + pathname + search, {
    method,
    headers,
    redirect: 'manual',
    ...body,
  })
  const answered = new Headers(answer.headers)
  for (const name of ['connection', 'content-length', 'content-encoding', 'transfer-encoding'])
    answered.delete(name)
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answered })
}

async function listen(server: Server): Promise<number> {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return address.port
}
