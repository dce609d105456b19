/** The demo's socket. It outlives the companion server behind it, as a proxy outlives a deployment. */
import type { Connection } from '../http/client-address.ts'
import type { Listening } from '../http/listen.ts'
import type { OpenSocket } from '../start-server.ts'

type Answer = Parameters<Listening['serve']>[0]

export type Door = {
  /** What a server that starts listens at. */
  readonly open: OpenSocket
  /** Answers as whoever stands behind the door; 502 while that is nobody. */
  answer(request: Request, connection: Connection): Promise<Response>
}

export function createDoor(port: number): Door {
  const underWay = new Set<Promise<unknown>>()
  let behind: Answer | undefined

  return {
    open: async () => ({
      port,
      serve(answer) {
        behind = answer
      },
      async stop(patienceMs) {
        behind = undefined
        const impatience = Promise.withResolvers<void>()
        const timer = setTimeout(impatience.resolve, patienceMs)
        await Promise.race([Promise.allSettled([...underWay]), impatience.promise])
        clearTimeout(timer)
      },
    }),

    async answer(request, connection) {
      if (behind === undefined)
        return new Response('The companion server is starting again.\n', { status: 502 })
      const answering = Promise.resolve(behind(request, connection))
      underWay.add(answering)
      try {
        return await answering
      } finally {
        underWay.delete(answering)
      }
    },
  }
}
