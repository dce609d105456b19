/** Limits what clients can make a server hold: connections, pipelined requests, responses that are not read. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export type ConnectionLimits = {
  /** Connections at once. One more takes the place of one that does nothing. */
  readonly connections: number
  /** Requests that a connection may send before it has the response to an earlier one. No browser does. */
  readonly ahead: number
  /** Connections at once whose client does not read its response; the longest waiting are closed. */
  readonly stalled: number
  /** How long a client may read nothing of its response, in milliseconds. */
  readonly stalledMs: number
}

/** Choices: a response under way can cost half a megabyte, and 512 MB must be enough for a shop. */
export const standardLimits: ConnectionLimits = {
  connections: 1_000,
  ahead: 8,
  stalled: 100,
  stalledMs: 15_000,
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }

type State = {
  /** The request that is handled now, and those that wait for it; none is before `serve` is called. */
  current: Exchange | undefined
  readonly waiting: Exchange[]
  /** Bytes that the client had read when it last read some, and when that was seen. */
  taken: number
  takenAt: number
}

export type Connections = {
  /** Calls `listener` for one request of a connection at a time, and for those that came before. */
  serve(listener: RequestListener): void
  /** Closes, until there are none, the connections that wait for their clients and not for us. */
  closeUnanswering(graceMs: number): void
}

const lookEveryMs = 500

/** Limits the connections of a server that does not listen yet. */
export function limitConnections(
  server: Server,
  limits: ConnectionLimits = standardLimits,
): Connections {
  const states = new Map<Socket, State>()
  let listener: RequestListener | undefined
  server.on('connection', admit)
  server.on('request', queue)
  // A socket with this timer notices when its client takes part of what was written, too.
  server.setTimeout(limits.stalledMs, (socket) => {
    const state = states.get(socket)
    if (state && isOurTurn(socket, state)) socket.setTimeout(limits.stalledMs)
    else socket.destroy()
  })
  const looking = setInterval(closeMostStalled, lookEveryMs).unref()
  server.once('close', () => clearInterval(looking))

  return { serve, closeUnanswering }

  function admit(socket: Socket): void {
    if (states.size >= limits.connections) makeRoom()
    if (states.size >= limits.connections) {
      socket.destroy()
      return
    }
    states.set(socket, { current: undefined, waiting: [], taken: 0, takenAt: Date.now() })
    socket.once('close', () => states.delete(socket))
  }

  /** Idle or half-sent first, the oldest of them; then a client that takes nothing. */
  function makeRoom(): void {
    const idle = [...states].find(([, state]) => exchangeOf(state) === undefined)
    close((idle ?? stalledSockets(lookEveryMs)[0])?.[0])
  }

  function closeMostStalled(): void {
    const stalled = stalledSockets(lookEveryMs)
    for (const [socket] of stalled.slice(0, Math.max(0, stalled.length - limits.stalled)))
      close(socket)
  }

  /** Those with output that waits for longer than this, the longest waiting first. */
  function stalledSockets(forMs: number): [Socket, State][] {
    const now = Date.now()
    for (const [socket, state] of states) {
      const taken = socket.bytesWritten - socket.writableLength
      if (taken === state.taken && socket.writableLength > 0) continue
      state.taken = taken
      state.takenAt = now
    }
    return [...states]
      .filter(([, { takenAt }]) => now - takenAt >= forMs)
      .toSorted(([, a], [, b]) => a.takenAt - b.takenAt)
  }

  function close(socket: Socket | undefined): void {
    if (!socket) return
    states.delete(socket)
    socket.destroy()
  }

  function serve(given: RequestListener): void {
    listener = given
    for (const [socket, state] of states) answerNext(socket, state)
  }

  function queue(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const state = states.get(socket)
    if (!state || socket.destroyed) return
    state.waiting.push({ request, response })
    answerNext(socket, state)
    if (state.waiting.length > limits.ahead) close(socket)
  }

  function answerNext(socket: Socket, state: State): void {
    if (listener === undefined || state.current !== undefined || socket.destroyed) return
    const next = state.waiting.shift()
    if (next === undefined) return
    state.current = next
    next.response.once('close', () => {
      state.current = undefined
      answerNext(socket, state)
    })
    listener(next.request, next.response)
  }

  function closeUnanswering(graceMs: number): void {
    const look = () => {
      const stalled = new Set(stalledSockets(lookEveryMs).map(([socket]) => socket))
      for (const [socket, state] of states) {
        const isUnread = exchangeOf(state)?.request.complete !== true
        if (isUnread || stalled.has(socket)) close(socket)
      }
    }
    const looking = setInterval(look, graceMs)
    server.once('close', () => clearInterval(looking))
  }
}

/** Whether the client has sent its request, and waits for us to write something. */
function isOurTurn(socket: Socket, state: State): boolean {
  return exchangeOf(state)?.request.complete === true && socket.writableLength === 0
}

function exchangeOf({ current, waiting }: State): Exchange | undefined {
  return current ?? waiting[0]
}
