import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConnectionCut } from '../faults.ts'
import { withBodyInQuery } from './query-body.ts'
import { openTunnel } from './tunnel.ts'

export const defaultPort = 4010
export const defaultHost = '127.0.0.1'

export type Connection = { remoteAddress: string | null }
export type Listening = { url: string; close: () => Promise<void> }

/** Serves a function on a port (0 takes a free one), and cuts the line where it rejects with
 * `ConnectionCut`. Rejects with Node's own error (`EADDRINUSE`) when it cannot listen. */
export async function listen(
  { port = defaultPort, host = defaultHost }: { port?: number; host?: string },
  answer: (request: Request, connection: Connection) => Promise<Response>,
): Promise<Listening> {
  const server = createAdaptorServer({
    async fetch(request, { incoming }) {
      try {
        const whole = request.method === 'GET' ? await withBodyInQuery(request, incoming) : request
        return await answer(whole, { remoteAddress: incoming.socket.remoteAddress ?? null })
      } catch (cause) {
        if (!(cause instanceof ConnectionCut)) throw cause
        incoming.socket.resetAndDestroy()
        return RESPONSE_ALREADY_SENT
      }
    },
  })
  server.on('connect', (_request: IncomingMessage, socket: Duplex, head: Buffer) =>
    openTunnel(socket, head, () => server.emit('connection', socket)),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: urlOf(host, actualPort),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function urlOf(host: string, port: number): string {
  const isThisMachine = host === defaultHost || host === '0.0.0.0'
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${isThisMachine ? 'localhost' : name}:${port}`
}
