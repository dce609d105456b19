import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { orderStates } from '../checkout/order-state.ts'
import { ProviderError } from '../checkout/provider.ts'
import type { ReconcileDeps } from '../checkout/reconcile.ts'
import { sweep } from '../checkout/sweep.ts'
import { isOrderId } from '../ids.ts'
import type { OrderBook, Place } from '../store/order-book.ts'
import { readJson } from './body.ts'
import type { Guard } from './guard.ts'
import { detailsOf, lineOf, sweepOf } from './merchant-answers.ts'
import { merchantOnly } from './merchant-token.ts'
import { HttpProblem, retryAfter } from './problem.ts'
import { noteIds } from './request-context.ts'
import { answerWithinMs, within } from './within.ts'

const ordersOnPage = 25
const longestSweepDays = 31
const dayMs = 86_400_000

const listQuery = z.strictObject({
  state: z.optional(z.enum(orderStates)),
  after: z.optional(z.string().check(z.regex(/^\d{1,15}\.[\w-]{1,64}$/))),
})
const searchQuery = z.strictObject({ id: z.string().check(z.regex(/^[\w-]{1,80}$/)) })
const sweepRequest = z.strictObject({
  days: z._default(z.int().check(z.minimum(1), z.maximum(longestSweepDays)), 1),
})

/**
 * `/api/merchant`, for the merchant alone, to look at: `GET /orders` (newest
 * first, by state, or `?id=` of an order, attempt, charge or refund),
 * `GET /orders/:orderId` with all that became known of it, and `GET` and `POST`
 * of `/sweeps`. Money is given back by `POST /api/orders/:orderId/refunds`.
 */
export function merchantRoutes(
  deps: ReconcileDeps & { readonly orderBook: OrderBook },
  merchantToken: string,
  guard: Guard,
): Hono {
  const { orderBook, store, clock } = deps
  const routes = new Hono()
  let sweeping: Promise<unknown> | undefined

  // Counted before the token is looked at: a guess costs as much as a look.
  routes.use(guard.address('merchant'), merchantOnly(merchantToken))

  routes.get('/orders', async (c) => {
    if (c.req.query('id') !== undefined) {
      const { id } = parseQuery(c, searchQuery)
      const orders = await orderBook.findOrders(id)
      return c.json({ orders: orders.map(lineOf), next: null })
    }
    const { state, after } = parseQuery(c, listQuery)
    const { orders, next } = await orderBook.listOrders({
      state,
      after: after === undefined ? undefined : placeOf(after),
      limit: ordersOnPage,
    })
    return c.json({
      orders: orders.map(lineOf),
      next: next === undefined ? null : `${next.createdAt}.${next.orderId}`,
    })
  })

  routes.get('/orders/:orderId', async (c) => {
    const orderId = c.req.param('orderId')
    const order = isOrderId(orderId) ? await store.findOrder(orderId) : undefined
    if (order === undefined) throw new HttpProblem('not_found', 'There is no such order.')
    noteIds({ orderId })
    return c.json(detailsOf(order, await orderBook.readHistory(order), clock.now()))
  })

  routes.get('/sweeps', async (c) => c.json(sweepOf(await orderBook.readSweep())))

  routes.post('/sweeps', async (c) => {
    const { days } = await readJson(c.req.raw, sweepRequest)
    // Who presses twice gets the one that runs.
    sweeping ??= sweep(deps, clock.now() - days * dayMs).finally(() => (sweeping = undefined))
    try {
      await within(answerWithinMs, sweeping, stillSweeping)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const detail = 'Omise could not be asked. What was compared before that is done.'
      throw new HttpProblem('provider_unavailable', detail, retryAfter(error.retryAfterMs))
    }
    return c.json(sweepOf(await orderBook.readSweep()))
  })

  return routes
}

function parseQuery<Schema extends z.ZodMiniType>(c: Context, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(c.req.query())
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(({ path, code }) => path.join('.') || code)
  throw new HttpProblem(
    'invalid_request',
    `Expected a state (${orderStates.join(', ')}), the "next" of a page as after, or an id; got something else in ${names.join(', ')}.`,
  )
}

function placeOf(after: string): Place {
  const dot = after.indexOf('.')
  return { createdAt: Number(after.slice(0, dot)), orderId: after.slice(dot + 1) }
}

function stillSweeping(): HttpProblem {
  return new HttpProblem(
    'internal_error',
    'The sweep is not at its end yet; it goes on. Read the sweep a little later.',
  )
}
