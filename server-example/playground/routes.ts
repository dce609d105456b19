/** The playground's own API. Its page is a file beside the shop's. */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { readJson } from '../http/request/body.ts'
import { HttpProblem } from '../http/request/problem.ts'
import { problemApp } from '../http/request/problem-app.ts'
import { isOrderId } from '../runtime/ids.ts'
import { browserCode, codeOptions } from './browser-code.ts'
import type { EventStreams } from './event-stream.ts'
import type { PlaygroundOrders } from './orders.ts'
import { serverCode } from './server-code.ts'
import type { SimulatorControl } from './simulator-control.ts'
import type { Timeline } from './timeline.ts'
import { armOmise, armWebhooks, omiseTroubles, webhookTroubles } from './troubles.ts'
import type { Verdicts } from './verdict.ts'

export type PlaygroundParts = {
  readonly publicUrl: string
  readonly merchantToken: string
  readonly control: SimulatorControl
  readonly orders: PlaygroundOrders
  readonly streams: EventStreams
  readonly timeline: Timeline
  readonly verdicts: Verdicts
  /** Looks at what is armed, and tells the viewers. */
  look(): Promise<void>
  restart(): Promise<void>
  askServer(request: Request): Promise<Response>
  askOmise(request: Request): Promise<Response>
}

const newOrder = z.strictObject({ amount: z.int().check(z.positive()) })
const troubles = z.strictObject({
  webhooks: z.optional(z.enum(webhookTroubles)),
  omise: z.optional(z.enum(omiseTroubles)),
  verdict: z.optional(z.string()),
  /** A charge of this order that waits already is decided at once. */
  orderId: z.optional(z.string()),
})

const base = '/playground/api'

export function isPlaygroundPath(path: string): boolean {
  return path === '/playground' || path.startsWith(`${base}/`)
}

export function playgroundRoutes(parts: PlaygroundParts): Hono {
  const { control, orders, streams, timeline, verdicts, look, publicUrl } = parts
  const routes = problemApp(publicUrl)
  let restarting: Promise<void> | undefined

  routes.get('/playground', (c) => c.redirect('/playground/', 308))
  routes.get(`${base}/events`, (c) => streams.open(c.req.header('last-event-id')))
  routes.get(`${base}/choices`, (c) =>
    c.json({ webhooks: webhookTroubles, omise: omiseTroubles, verdicts: verdicts.all }),
  )
  routes.get(`${base}/code`, (c) => {
    const options = codeOptions.safeParse(c.req.query(), { error: z.locales.en().localeError })
    if (!options.success)
      throw new HttpProblem('invalid_request', z.prettifyError(options.error).slice(0, 500))
    return c.json({ browser: browserCode(options.data), server: serverCode() })
  })

  routes.post(`${base}/orders`, async (c) => {
    const { amount } = await readJson(c.req.raw, newOrder)
    return c.json(await orders.make(amount), 201)
  })

  routes.post(`${base}/orders/:orderId/refund`, (c) => {
    const orderId = c.req.param('orderId')
    if (!isOrderId(orderId) || !orders.isOurs(orderId))
      throw new HttpProblem('not_found', 'Expected an order of the playground.')
    return parts.askServer(
      new Request(`${publicUrl}/api/orders/${orderId}/refunds`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${parts.merchantToken}`,
          'content-type': 'application/json',
          'idempotency-key': `playground-${orderId}`,
        },
        body: JSON.stringify({ reason: 'playground' }),
      }),
    )
  })

  routes.put(`${base}/troubles`, async (c) => {
    const wanted = await readJson(c.req.raw, troubles)
    if (wanted.verdict !== undefined && !verdicts.all.includes(wanted.verdict))
      throw new HttpProblem('invalid_request', `Expected one of ${verdicts.all.join(', ')}.`)
    if (wanted.webhooks !== undefined) await armWebhooks(control, wanted.webhooks)
    if (wanted.omise !== undefined) await armOmise(control, wanted.omise)
    if (wanted.verdict !== undefined) await decide(wanted.verdict, wanted.orderId)
    return done(c)
  })

  routes.delete(`${base}/troubles`, async (c) => {
    await armWebhooks(control, 'none')
    await armOmise(control, 'none')
    verdicts.set('asks')
    return done(c)
  })

  routes.post(`${base}/restart`, async (c) => {
    restarting ??= parts.restart().finally(() => {
      restarting = undefined
    })
    await restarting
    return done(c)
  })

  routes.delete(`${base}/timeline`, (c) => {
    timeline.clear()
    return done(c)
  })

  return routes

  async function decide(verdict: string, orderId: string | undefined): Promise<void> {
    const { charges } = await control.state()
    const waiting = charges.findLast(
      ({ status, metadata }) =>
        status === 'pending' && orderId !== undefined && metadata.order_id === orderId,
    )
    if (waiting === undefined || verdict === 'asks') verdicts.set(verdict)
    else await parts.askOmise(verdicts.pressOn(waiting.authorize_uri, verdict))
  }

  async function done(c: Context): Promise<Response> {
    await look()
    return c.body(null, 204)
  }
}
