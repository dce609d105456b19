/**
 * The post between Omise and our servers: webhooks are lost, doubled, late, out
 * of order, an hour late, and some were never sent by Omise. The bytes and their
 * signature are passed on as they came.
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Agent, request as send } from 'undici'
import * as z from 'zod/mini'
import type { Clock } from '../../../server-example/checkout/ports.ts'
import { listenOnLoopback } from '../../../server-example/tests/support/test-loopback.ts'
import { textOf } from '../books/omise-book.ts'
import type { Delivered } from '../books/told.ts'
import type { Random } from '../schedule/random.ts'
import type { PostWeather } from '../schedule/schedule.ts'
import { merchantAccount } from '../stack/merchant-account.ts'

export type PostRound = {
  readonly weather: PostWeather
  readonly random: Random
  /** One of the servers; another one at another time. */
  readonly serverUrl: () => string
  /** Asks Omise to post an event again, signed anew. */
  readonly redeliver: (eventId: string) => Promise<unknown>
  readonly onDelivered: (delivered: Delivered) => void
}

export type Postman = {
  readonly url: string
  /** Forgets what lies about and begins a new round. */
  begin(round: PostRound): void
  /** From now on all goes well, and what was left lying is posted. */
  calmDown(): Promise<void>
  /** Ends the round: whatever is still under way is reported to nobody. */
  end(): void
  isBusy(): boolean
  close(): Promise<void>
}

type Letter = {
  eventId: string
  orderId: string | null
  headers: Record<string, string>
  body: Buffer
}

const eventSchema = z.object({
  id: z.string(),
  data: z.object({ metadata: z.optional(z.record(z.string(), z.unknown())) }),
})
const signatureHeaders = ['content-type', 'omise-signature', 'omise-signature-timestamp']
/** Pause before an event that was not answered well is asked for again. */
const insistAfterMs = 3_000
const mostTries = 60

export async function startPostman(clock: Clock, agent: Agent): Promise<Postman> {
  let round: PostRound | undefined
  let isCalm = false
  let underWay = 0
  let leftLying: string[] = []
  let tries = new Map<string, number>()
  const server = createServer((request, response) => void take(request, response))
  const listening = await listenOnLoopback(server)

  return {
    url: `${listening.url}/`,
    begin(next) {
      round = next
      isCalm = false
      leftLying = []
      tries = new Map()
      for (let count = next.weather.forgeries; count > 0; count -= 1) void forge(next)
    },
    async calmDown() {
      isCalm = true
      const events = leftLying
      leftLying = []
      await Promise.all(events.map((eventId) => round?.redeliver(eventId)))
    },
    end() {
      round = undefined
    },
    isBusy: () => underWay > 0,
    close: listening.close,
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    response.end()
    const { id, data } = eventSchema.parse(JSON.parse(body.toString()))
    const headers = Object.fromEntries(
      signatureHeaders.map((name) => [name, String(request.headers[name])]),
    )
    if (round !== undefined)
      await handle(round, { eventId: id, orderId: textOf(data.metadata?.order_id), headers, body })
  }

  async function handle(current: PostRound, letter: Letter): Promise<void> {
    const { weather, random } = current
    const isFirst = !tries.has(letter.eventId)
    tries.set(letter.eventId, (tries.get(letter.eventId) ?? 0) + 1)
    if (isFirst && !isCalm) {
      if (random.chance(weather.dropShare)) return
      if (random.chance(weather.muchLaterShare)) return void leftLying.push(letter.eventId)
    }
    const copies = isFirst && random.chance(weather.doubleShare) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      const isLate = isFirst && !isCalm && random.chance(weather.lateShare)
      void deliver(current, letter, isLate ? random.integer(0, weather.latestMs) : 0)
    }
  }

  async function deliver(current: PostRound, letter: Letter, lateMs: number): Promise<void> {
    underWay += 1
    try {
      if (lateMs > 0) await clock.sleep(lateMs)
      if (round !== current) return
      const status = await post(current, letter)
      if (round !== current) return
      const { eventId, orderId } = letter
      current.onDelivered({ eventId, orderId, status, isForged: false })
      const mayTryAgain = (tries.get(letter.eventId) ?? 0) < mostTries
      if (status < 300 || !mayTryAgain || !(current.weather.isInsistent || isCalm)) return
      await clock.sleep(insistAfterMs)
      if (round === current) await current.redeliver(letter.eventId)
    } finally {
      underWay -= 1
    }
  }

  /** An event that says "paid", of a charge there is not, with a signature of somebody else's or an old one. */
  async function forge(current: PostRound): Promise<void> {
    const { random } = current
    await clock.sleep(random.integer(0, 10_000))
    if (round !== current) return
    const eventId = `evnt_test_forged${random.integer(0, 1e9)}`
    const data = { object: 'charge', id: 'chrg_test_forged0000000000', status: 'successful' }
    const body = Buffer.from(
      JSON.stringify({ object: 'event', id: eventId, key: 'charge.complete', data }),
    )
    const isStale = random.chance(0.5)
    const seconds = String(Math.floor(clock.now() / 1000) - (isStale ? 3_600 : 0))
    const key = Buffer.from(isStale ? merchantAccount.webhookSecret : 'c29tZWJvZHk=', 'base64')
    const signature = createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex')
    const headers = {
      'content-type': 'application/json',
      'omise-signature': signature,
      'omise-signature-timestamp': seconds,
    }
    const status = await post(current, { eventId, orderId: null, headers, body })
    if (round === current) current.onDelivered({ eventId, orderId: null, status, isForged: true })
  }

  /** The status answered; 0 without an answer. */
  async function post(current: PostRound, { headers, body }: Letter): Promise<number> {
    try {
      const response = await send(`${current.serverUrl()}/webhooks/omise`, {
        method: 'POST',
        headers,
        body,
        dispatcher: agent,
        signal: AbortSignal.timeout(10_000),
      })
      await response.body.dump()
      return response.statusCode
    } catch {
      return 0
    }
  }
}
