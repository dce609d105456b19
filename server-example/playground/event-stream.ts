/** The time line and the state of the demo as Server-Sent Events, for any number of viewers up to a bound. */
import type { Timeline, Told } from './timeline.ts'

export type EventStreams = ReturnType<typeof createEventStreams>

const mostViewers = 50
/** A viewer who reads slower than this is let go, and comes back by itself with what it has. */
const mostUnread = 1_000

export function createEventStreams(timeline: Timeline, { everyMs = 20_000 } = {}) {
  const viewers = new Set<{ send(text: string): void; end(): void }>()
  let state: unknown

  // Proxies close what says nothing, and a viewer that is gone is noticed by writing to it.
  const heartbeat = setInterval(() => sendAll(':\n\n'), everyMs).unref()
  const stopListening = timeline.listen((told) => sendAll(textOf(told)))

  function sendAll(text: string): void {
    for (const viewer of viewers) viewer.send(text)
  }

  return {
    /** A stream that begins with what was missed since `lastId`. */
    open(lastId: string | undefined): Response {
      if (viewers.size >= mostViewers)
        return new Response('Too many viewers.', { status: 503, headers: { 'retry-after': '10' } })
      const encoder = new TextEncoder()
      let leave = () => {}
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const viewer = {
              send(text: string) {
                controller.enqueue(encoder.encode(text))
                if ((controller.desiredSize ?? 0) <= 0) viewer.end()
              },
              end() {
                leave()
                controller.close()
              },
            }
            leave = () => void viewers.delete(viewer)
            viewers.add(viewer)
            const begin = [
              'retry: 1000\n\n',
              ...timeline.since(lastId).map(textOf),
              stateText(state),
            ]
            viewer.send(begin.join(''))
          },
          cancel: () => leave(),
        },
        { highWaterMark: mostUnread },
      )
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      })
    },

    /** Tells a state that has changed; nobody needs its history. */
    tellState(changed: unknown): void {
      if (JSON.stringify(changed) === JSON.stringify(state)) return
      state = changed
      sendAll(stateText(state))
    },

    viewers: () => viewers.size,

    close(): void {
      clearInterval(heartbeat)
      stopListening()
      for (const viewer of [...viewers]) viewer.end()
    },
  }
}

function textOf(told: Told): string {
  const [event, data] = 'entry' in told ? ['entry', told.entry] : ['start', {}]
  return `event: ${event}\nid: ${told.id}\ndata: ${JSON.stringify(data)}\n\n`
}

function stateText(state: unknown): string {
  return state === undefined ? '' : `event: state\ndata: ${JSON.stringify(state)}\n\n`
}
