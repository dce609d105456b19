/** The server's socket: everything before there is a `Request`, and how the server stops. */
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Connection } from '../request/client-address.ts'
import { HttpProblem, problemResponse, problemText } from '../request/problem.ts'
import { type ConnectionLimits, limitConnections } from './connections.ts'

export type Timeouts = {
  /** For the request line and the headers to arrive. */
  readonly headersMs: number
  /** For the whole request to arrive, its body included. */
  readonly requestMs: number
  /** How long a connection may wait for its next request: longer than a proxy in front keeps it (60 s). */
  readonly idleMs: number
}

export const standardTimeouts: Timeouts = {
  headersMs: 5_000,
  requestMs: 10_000,
  idleMs: 65_000,
}

/** How long a stop waits for clients that have not sent their request or do not read their response. */
const clientGraceMs = 2_000

export type Listening = {
  readonly port: number
  /** Sets the request handler; requests that came before wait in their connections. */
  serve(answer: (request: Request, connection: Connection) => Response | Promise<Response>): void
  /** Accepts no new connection, and resolves when the requests under way are handled. */
  stop(patienceMs: number): Promise<void>
}

/** Listens, and rejects with Node's own error (`EADDRINUSE`) when it cannot. */
export async function listen(
  address: { readonly port: number; readonly host: string },
  timeouts: Timeouts = standardTimeouts,
  limits?: ConnectionLimits,
): Promise<Listening> {
  const server = createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.idleMs,
    // How often the timeouts above are checked.
    connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
  })
  server.maxHeadersCount = 100
  const connections = limitConnections(server, limits)
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }, response) => answers.set(socket, response))
  server.on('clientError', (error, socket) =>
    refuseBrokenRequest(error, socket, answers.get(socket)),
  )
  server.listen(address.port, address.host)
  await once(server, 'listening')
  let isStopping = false

  return {
    port: portOf(server),
    serve(answer) {
      const listener = getRequestListener(
        async (request, { incoming }) => {
          const { remoteAddress = null } = incoming.socket
          const response = await answer(request, { remoteAddress })
          // Node would keep the connection open for a next request that would not be handled.
          if (isStopping) response.headers.set('connection', 'close')
          return response
        },
        { errorHandler: () => problemResponse(brokenRequest()) },
      )
      connections.serve(listener)
    },
    async stop(patienceMs) {
      isStopping = true
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      connections.closeUnanswering(clientGraceMs)
      const impatience = setTimeout(() => server.closeAllConnections(), patienceMs)
      await closed
      clearTimeout(impatience)
    },
  }
}

/** Responds with a problem document to what Node could not parse as HTTP, or did not get in time. */
function refuseBrokenRequest(
  error: Error,
  socket: Duplex,
  answer: ServerResponse | undefined,
): void {
  const code = 'code' in error ? error.code : undefined
  const isAnswering = answer?.headersSent === true && !answer.writableFinished
  if (!socket.writable || code === 'ECONNRESET' || isAnswering) {
    socket.destroy()
    return
  }
  const { status, text } =
    code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? { status: '408 Request Timeout', text: 'The request took too long to arrive.' }
      : code === 'HPE_HEADER_OVERFLOW'
        ? { status: '431 Request Header Fields Too Large', text: 'The headers are too large.' }
        : { status: '400 Bad Request', text: 'Expected HTTP.' }
  const body = problemText('invalid_request', text, Number.parseInt(status, 10))
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function brokenRequest(): HttpProblem {
  return new HttpProblem('invalid_request', 'Expected an address and a Host that can be read.')
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('Expected the server to listen on a port.')
  return address.port
}
