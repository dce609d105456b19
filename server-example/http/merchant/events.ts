import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { iso } from '../../checkout/order/iso-time.ts'
import type { delivery as deliveryAnswer } from '../../shop/delivery-answers.ts'
import type { DeliveryView, Outbox } from '../../store/outbox/outbox.ts'
import { HttpProblem } from '../request/problem.ts'

const eventsOnPage = 100

const eventsQuery = z.strictObject({
  after: z._default(z.string().check(z.regex(/^\d{1,15}$/)), '0'),
  limit: z._default(z.string().check(z.regex(/^([1-9]\d?|100)$/)), String(eventsOnPage)),
})

/**
 * `/api/merchant/events`: `GET /?after=CURSOR&limit=` reads every event of every
 * order, oldest first; `next` of a page is the cursor of the following one, and
 * no event ever appears before a cursor that was handed out. `GET /undelivered`
 * lists what failed or is parked; `POST /:eventId/deliver` delivers again.
 */
export function merchantEventRoutes(deps: {
  readonly outbox: Outbox
  readonly now: () => number
  /** Makes deliveries poll at once. */
  readonly wake: () => void
}): Hono {
  const { outbox, now, wake } = deps
  const routes = new Hono()

  routes.get('/', async (c) => {
    const { after, limit } = parseQuery(c)
    const page = await outbox.readEvents({ after: Number(after), limit: Number(limit) })
    return c.json({ events: page.events, next: String(page.next) })
  })

  routes.get('/undelivered', async (c) => {
    const found = await outbox.listUndelivered(eventsOnPage)
    return c.json({
      deliveries: found.map(({ event, ...delivery }) => ({ ...deliveryOf(delivery), event })),
    })
  })

  routes.post('/:eventId/deliver', async (c) => {
    if (!(await outbox.deliverAgain(c.req.param('eventId'), now())))
      throw new HttpProblem('not_found', 'There is no such event.')
    wake()
    return c.json({ status: 'waiting' }, 202)
  })

  return routes
}

/** A delivery as the merchant reads it. */
export function deliveryOf(delivery: DeliveryView): z.output<typeof deliveryAnswer> {
  return {
    eventId: delivery.eventId,
    channel: delivery.channel,
    state: delivery.state,
    tries: delivery.tries,
    lastError: delivery.lastError,
    at: iso(delivery.endedAt ?? delivery.dueAt),
  }
}

function parseQuery(c: Context): z.output<typeof eventsQuery> {
  const parsed = eventsQuery.safeParse(c.req.query())
  if (parsed.success) return parsed.data
  throw new HttpProblem(
    'invalid_request',
    `Expected after (the "next" of a page) and limit (1 to ${eventsOnPage}); got something else in ${parsed.error.issues.map(({ path, code }) => path.join('.') || code).join(', ')}.`,
  )
}
