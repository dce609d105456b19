/**
 * The fault proxy between our servers and the simulator: plain node:http, bytes
 * in, bytes out. Each call suffers what the schedule has for it, and is written
 * down. A request that is on its way stays on its way: it reaches Omise also
 * when whoever sent it has given up or was killed meanwhile.
 */
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestUpstream,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Clock } from '../../../server-example/checkout/ports.ts'
import { listenOnLoopback } from '../../../server-example/tests/support/test-loopback.ts'
import type { Fault } from '../schedule/fault.ts'
import { roleHeader } from '../schedule/roles.ts'
import { withOddDocument, withoutLatest } from './altered-list.ts'
import { type Asked, type Call, readAsked, startCall } from './call.ts'

export type ProxyPlan = {
  /** Omise, or its simulator. */
  readonly upstreamUrl: string
  /** The shop's own side: what is below `/shop/` goes there. */
  readonly shopUrl: string
  /** Called before Omise does anything: its record of the time has to be right. */
  readonly tellTime: () => Promise<void>
  readonly faultFor: (asked: Asked) => Fault
  readonly kill: (process: string) => void
}

export type FaultProxy = {
  readonly url: string
  /** Starts a new record under another plan. */
  follow(plan: ProxyPlan): void
  calls(): readonly Call[]
  /** Whether a request is still on its way to Omise. */
  isBusy(): boolean
  close(): Promise<void>
}

type Incoming = { method: string; headers: IncomingHttpHeaders; path: string; body: Buffer }
type Sufferer = { response: ServerResponse; followed: ProxyPlan; asked: Asked; end: () => void }
type Upstream = { status: number; contentType: string; body: Buffer }

export async function startFaultProxy(clock: Clock): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true })
  let plan: ProxyPlan | undefined
  let calls: Call[] = []
  let underWay = 0
  const server = createServer((request, response) => void handle(request, response))
  const listening = await listenOnLoopback(server)

  return {
    url: listening.url,
    follow(next) {
      plan = next
      calls = []
    },
    calls: () => calls,
    isBusy: () => underWay > 0,
    async close() {
      agent.destroy()
      await listening.close()
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const followed = plan
    if (followed === undefined) return void request.socket.resetAndDestroy()
    const { method = 'GET', url = '', headers } = request
    const asked = readAsked(method, url, String(headers[roleHeader]))
    const fault = followed.faultFor(asked)
    const call = startCall(asked, fault, clock.now())
    calls.push(call)
    const end = () => {
      call.endedAt ??= clock.now()
    }
    response.on('close', () => {
      call.isAborted = call.endedAt === null
      end()
    })
    underWay += 1
    try {
      const body = await buffer(request)
      await suffer(fault, { response, followed, asked, end }, async () => {
        const isShops = asked.path.startsWith('/shop/')
        if (method === 'POST' && !isShops) await followed.tellTime()
        const target = isShops ? followed.shopUrl : followed.upstreamUrl
        return send(agent, target, { method, headers, path: asked.path, body })
      })
    } catch {
      // The caller died or the simulator is gone: no answer is what the caller gets.
      request.socket.destroy()
    } finally {
      underWay -= 1
    }
  }

  async function suffer(
    fault: Fault,
    { response, followed, asked, end }: Sufferer,
    work: () => Promise<Upstream>,
  ): Promise<void> {
    // Written down before the caller can know: what it does next comes after the end.
    const answer = (answered: Upstream) => {
      end()
      write(response, answered)
    }
    const reset = () => {
      end()
      response.socket?.resetAndDestroy()
    }
    switch (fault.kind) {
      case 'none':
        return answer(await work())
      case 'delay': {
        if (fault.when === 'before') await clock.sleep(fault.ms)
        const answered = await work()
        if (fault.when === 'after') await clock.sleep(fault.ms)
        return answer(answered)
      }
      case 'reset':
        if (fault.when === 'after') await work()
        return reset()
      case 'kill':
        if (fault.when === 'after') await work()
        followed.kill(asked.process)
        return reset()
      case 'cut': {
        const { status, contentType, body } = await work()
        end()
        response.writeHead(status, headersOf(contentType, body.length))
        response.write(body.subarray(0, body.length / 2), () => response.destroy())
        return
      }
      case 'garbled': {
        const answered = await work()
        const half = answered.body.subarray(0, answered.body.length / 2)
        return answer({ ...answered, body: half })
      }
      case 'late list':
        return answer(alter(await work(), (text) => withoutLatest(text, clock.now(), fault.lateMs)))
      case 'odd document':
        return answer(alter(await work(), withOddDocument))
      case 'status':
        if (fault.when === 'after') await work()
        return answer(madeUp(fault.status, fault.body))
      case 'busy':
        response.setHeader('retry-after', String(fault.retryAfterSeconds))
        return answer(madeUp(429, 'json'))
    }
  }
}

function alter(answered: Upstream, change: (text: string) => string): Upstream {
  return { ...answered, body: Buffer.from(change(answered.body.toString('utf8'))) }
}

function write(response: ServerResponse, { status, contentType, body }: Upstream): void {
  response.writeHead(status, headersOf(contentType, body.length)).end(body)
}

function headersOf(contentType: string, length: number): Record<string, string> {
  return { 'content-type': contentType, 'content-length': String(length) }
}

function madeUp(status: number, kind: 'json' | 'html' | 'nothing'): Upstream {
  const texts = {
    json: JSON.stringify({ object: 'error', code: 'internal_error', message: 'internal error' }),
    html: `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
    nothing: '',
  }
  const contentType = kind === 'json' ? 'application/json; charset=utf-8' : 'text/html'
  return { status, contentType, body: Buffer.from(texts[kind]) }
}

async function send(agent: Agent, upstreamUrl: string, incoming: Incoming): Promise<Upstream> {
  const { method, path, body } = incoming
  const { host: _host, connection: _connection, ...headers } = incoming.headers
  const request = requestUpstream(upstreamUrl + path, { method, headers, agent })
  request.end(body)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    body: await buffer(response),
  }
}
