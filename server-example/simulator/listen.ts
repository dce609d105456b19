import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConnectionCut } from './faults.ts'

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

type Incoming = (HttpBindings | Http2Bindings)['incoming']

/** Omise's own search examples (`curl -X GET -d scope=charge`) send the parameters of a GET as its body,
 * where the Request of the web platform has no room for them. */
async function withBodyInQuery(request: Request, incoming: Incoming): Promise<Request> {
  if (Number(incoming.headers['content-length'] ?? 0) === 0) return request
  let body = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) body += String(chunk)
  const url = new URL(request.url)
  url.search = [url.search.slice(1), body].filter((part) => part !== '').join('&')
  return new Request(url, { headers: request.headers })
}

function urlOf(host: string, port: number): string {
  const isThisMachine = host === defaultHost || host === '0.0.0.0'
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${isThisMachine ? 'localhost' : name}:${port}`
}
