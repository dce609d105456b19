import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { runAudit } from '../../checkout/audit/audit.ts'
import { orderStates } from '../../checkout/order/order-state.ts'
import type { ReconcileDeps } from '../../checkout/ports.ts'
import { ProviderError } from '../../checkout/provider.ts'
import { lineOf } from '../../shop/order-view.ts'
import type { Orders } from '../../shop/orders.ts'
import type { OrderBook, Place } from '../../store/orders/order-book.ts'
import type { Outbox } from '../../store/outbox/outbox.ts'
import { readJson } from '../request/body.ts'
import { HttpProblem, retryAfter } from '../request/problem.ts'
import { noteIds } from '../request/request-context.ts'
import { answerWithinMs, within } from '../request/within.ts'
import { auditViewOf } from './audit-view.ts'
import { deliveryOf } from './events.ts'

const ordersOnPage = 25
const longestAuditDays = 31
const dayMs = 86_400_000

const listQuery = z.strictObject({
  state: z.optional(z.enum(orderStates)),
  after: z.optional(z.string().check(z.regex(/^\d{1,15}\.[\w-]{1,64}$/))),
})
const searchQuery = z.strictObject({ id: z.string().check(z.regex(/^[^\p{C}]{1,80}$/u)) })
export const auditRequest = z.strictObject({
  days: z._default(z.int().check(z.minimum(1), z.maximum(longestAuditDays)), 1),
})

/**
 * `/api/merchant`, for the merchant's page: `GET /orders` (newest first, by state,
 * or `?id=` of an order, attempt, charge or refund, or the shop's reference), `GET
 * /orders/:name` (reference or order id) with its history, and `GET` and `POST` of
 * `/sweeps`: the last audit, and one that runs now.
 */
export function merchantRoutes(
  deps: ReconcileDeps & {
    readonly orderBook: OrderBook
    readonly orders: Orders
    readonly outbox: Outbox
  },
): Hono {
  const { orderBook, orders, outbox, clock } = deps
  const routes = new Hono()
  let auditing: Promise<unknown> | undefined

  routes.get('/orders', async (c) => {
    if (c.req.query('id') !== undefined) {
      const { id } = parseQuery(c, searchQuery)
      const found = await orderBook.findOrders(id)
      return c.json({ orders: found.map(lineOf), next: null })
    }
    const { state, after } = parseQuery(c, listQuery)
    const { orders: found, next } = await orderBook.listOrders({
      state,
      after: after === undefined ? undefined : placeOf(after),
      limit: ordersOnPage,
    })
    return c.json({
      orders: found.map(lineOf),
      next: next === undefined ? null : `${next.createdAt}.${next.orderId}`,
    })
  })

  routes.get('/orders/:name', async (c) => {
    const name = c.req.param('name')
    const order = (await orders.find({ reference: name })) ?? (await orders.find({ orderId: name }))
    if (order === undefined) throw new HttpProblem('not_found', 'There is no such order.')
    noteIds({ orderId: order.orderId })
    const events = await outbox.eventsOf(order.orderId)
    return c.json({
      ...order,
      events: events.map(({ event, deliveries }) => ({
        eventId: event.id,
        type: event.type,
        sequence: event.sequence,
        createdAt: event.createdAt,
        deliveries: deliveries.map(deliveryOf),
      })),
    })
  })

  routes.get('/sweeps', async (c) => c.json(auditViewOf(await orderBook.readAudit())))

  routes.post('/sweeps', async (c) => {
    const { days } = await readJson(c.req.raw, auditRequest)
    // Concurrent calls share one audit.
    auditing ??= runAudit(deps, clock.now() - days * dayMs).finally(() => (auditing = undefined))
    try {
      await within(clock, answerWithinMs, auditing, stillAuditing)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const detail = 'Omise could not be asked. What was compared before that is done.'
      throw new HttpProblem('provider_unavailable', detail, retryAfter(error.retryAfterMs))
    }
    return c.json(auditViewOf(await orderBook.readAudit()))
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

function stillAuditing(): HttpProblem {
  return new HttpProblem(
    'internal_error',
    'The audit is still running. Read its result a little later.',
  )
}
