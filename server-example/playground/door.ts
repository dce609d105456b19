/** The demo's socket. It outlives the companion server behind it, as a proxy outlives a deployment. */

import type { Listening } from '../http/listen/listen.ts'
import { createUnderWay } from '../http/listen/under-way.ts'
import type { Connection } from '../http/request/client-address.ts'
import type { OpenSocket } from '../start/start-server.ts'

type Answer = Parameters<Listening['serve']>[0]

export type Door = {
  /** What a server that starts listens at. */
  readonly open: OpenSocket
  /** Answers as whoever stands behind the door; 502 while that is nobody. */
  answer(request: Request, connection: Connection): Promise<Response>
}

export function createDoor(port: number): Door {
  const underWay = createUnderWay()
  let behind: Answer | undefined

  return {
    open: async () => ({
      port,
      serve(answer) {
        behind = answer
      },
      async stop(patienceMs) {
        behind = undefined
        await underWay.settled(patienceMs)
      },
    }),

    async answer(request, connection) {
      if (behind === undefined)
        return new Response('The companion server is starting again.\n', { status: 502 })
      return underWay.track(behind(request, connection))
    },
  }
}
