/**
 * What the demo puts around the companion server and the simulator for the
 * playground page: the wire tapped on both sides, and an API to make trouble.
 * Neither of the two knows of it.
 */
import type { Connection } from '../http/request/client-address.ts'
import type { Orders } from '../shop/orders.ts'
import type { Simulator } from '../simulator/simulator.ts'
import { followCauses } from './causes.ts'
import { createEventStreams } from './event-stream.ts'
import { createPlaygroundOrders } from './orders.ts'
import { returnToPlayground } from './return-to-playground.ts'
import { isPlaygroundPath, playgroundRoutes } from './routes.ts'
import { createSimulatorControl } from './simulator-control.ts'
import { createTimeline } from './timeline.ts'
import { armedIn } from './troubles.ts'
import { createVerdicts } from './verdict.ts'
import { createWebhookWatch } from './webhook-watch.ts'
import { type Answering, tapOmise, tapServer } from './wire-tap.ts'

export type PlaygroundOptions = {
  readonly publicUrl: string
  readonly merchantToken: string
  readonly failureCodes: readonly string[]
  /** Untapped: what the playground itself asks is no payment's. */
  readonly simulator: Pick<Simulator, 'url' | 'fetch'>
  /** The companion server, and how to stop and start it. */
  readonly server: {
    answer(request: Request, connection: Connection): Promise<Response>
    restart(): Promise<void>
    orders(): Orders
  }
}

/** Two halves, because the simulator starts before the server's configuration is known. */
export function createWire() {
  const timeline = createTimeline({ now: Date.now })
  let lookAgain = async (): Promise<void> => {}
  let verdicts: ReturnType<typeof createVerdicts> | undefined

  return {
    timeline,
    /** Goes around the simulator's answers. */
    aroundOmise(answer: Simulator['fetch']): Simulator['fetch'] {
      const decided: Answering<[connection?: Parameters<Simulator['fetch']>[1]]> = (
        request,
        ...rest
      ) =>
        verdicts === undefined
          ? answer(request, ...rest)
          : verdicts.around(answer)(request, ...rest)
      const tapped = tapOmise(decided, timeline)
      return async (request, ...rest) => {
        try {
          return await tapped(request, ...rest)
        } finally {
          await lookAgain()
        }
      }
    },
    openPlayground,
  }

  function openPlayground(options: PlaygroundOptions) {
    const { simulator } = options
    const causes = followCauses(simulator.url)
    const control = createSimulatorControl(simulator.url, simulator.fetch)
    const orders = createPlaygroundOrders(options.server.orders)
    const streams = createEventStreams(timeline)
    const webhookWatch = createWebhookWatch(timeline)
    const wanted = createVerdicts(options.failureCodes, () => void look())
    verdicts = wanted
    lookAgain = look
    let server: 'running' | 'restarting' | 'stopped' = 'running'

    async function look(): Promise<void> {
      const state = await control.state()
      webhookWatch.look(state)
      streams.tellState({ ...armedIn(state), verdict: wanted.next(), server })
    }

    async function restart(): Promise<void> {
      server = 'restarting'
      timeline.note('server_stopped')
      await look()
      try {
        await options.server.restart()
        server = 'running'
        timeline.note('server_started')
      } catch (error) {
        server = 'stopped'
        throw error
      } finally {
        await look()
      }
    }

    const tap = <Rest extends unknown[]>(answer: Answering<Rest>) =>
      tapServer(answer, timeline, causes.within)
    const askServer = tap(async (request, connection: Connection) =>
      returnToPlayground(request, await options.server.answer(request, connection), orders.isOurs),
    )
    const routes = playgroundRoutes({
      ...options,
      control,
      orders,
      streams,
      timeline,
      verdicts: wanted,
      look,
      restart,
      askServer: (request) => askServer(request, { remoteAddress: null }),
      askOmise: tapOmise(simulator.fetch, timeline),
    })

    const answerOurs = tap(async (request) => routes.fetch(request))

    return {
      ready: look(),
      async answer(request: Request, connection: Connection): Promise<Response> {
        if (isPlaygroundPath(new URL(request.url).pathname)) return answerOurs(request)
        return askServer(request, connection)
      },
      async close(): Promise<void> {
        lookAgain = async () => {}
        streams.close()
        causes.stop()
      },
    }
  }
}
