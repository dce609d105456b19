/**
 * The control API: what tests and developers use to look into the simulator and to make trouble. JSON;
 * no key is asked for, because the simulator listens on the loopback address unless told otherwise. A
 * page of another site in the developer's browser is refused.
 *
 * - `GET /_simulator/state`: counts, the clock, warnings, and every source, charge, refund and event
 * - `GET /_simulator/requests`: the requests to the API: time, method, path, status
 * - `POST /_simulator/reset`: everything as after the start
 * - `POST /_simulator/clock` `{ advanceMs }`: moves the clock forward; what is due expires and sends
 *   its webhook
 * - `POST /_simulator/account` `{ apiVersion?, paymentMethods?, qrExpiry? }`: changes the account
 *   until the reset; a raised API version shows in later events and webhooks, older events stay as
 *   they were
 * - `GET /_simulator/charges/:id`: the charge's state, where its page is, and what its QR code holds
 * - `POST /_simulator/charges/:id` `{ decision, funding?, failureCode?, delayMs? }`: plays the
 *   buyer, now or later. `decision` is `successful`, `failed`, `expired`, or `taken_up` (the app was
 *   opened and nothing is paid yet)
 * - `POST /_simulator/refunds` `{ status }`: the status that new refunds get: `closed` (the
 *   default), `pending` or `failed`
 * - `POST /_simulator/refunds/:id` `{ status }`: ends a pending refund as `closed` or `failed`. No
 *   webhook is sent, as Omise documents none
 * - `POST /_simulator/webhooks` `{ mode, delayMs?, beforeAnswer? }`: `mode` is `deliver`, `drop`,
 *   `hold` or `double`, from now on. With `beforeAnswer: true` a webhook arrives before the response
 *   to the request that caused it, as merchants have seen with `charge.create`
 * - `POST /_simulator/webhooks/release`: sends the webhooks that were held
 * - `POST /_simulator/webhooks/redeliver` `{ eventId }`: sends the webhook of an event again
 * - `POST /_simulator/faults` `{ match: { method?, path }, times?, fault }`: a fault for the next
 *   request that matches, or the next `times`. `path` may hold `*`. `fault.kind` is `status` (with
 *   `status`, `code?`, `message?`), `delay` (with `delayMs`), `reset-before`, `reset-after` or
 *   `html-502`. `when` of the fault is `before` (the default) or `after` the work: after, the work
 *   is done and only its response is lost
 * - `DELETE /_simulator/faults`: removes all faults
 */
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { ApiParts } from './api.ts'
import { controlCharges } from './buyer/control-charges.ts'
import type { LateDecisions } from './buyer/late-decisions.ts'
import { toTimestamp } from './clock.ts'
import { controlAccount } from './control/account.ts'
import { controlRefunds } from './control/refunds.ts'
import { type Faults, faultRuleSchema } from './faults.ts'
import { newestVersion } from './http/versions.ts'
import type { Journal } from './journal.ts'
import type { Warnings } from './methods/warnings.ts'
import { createPresenter } from './representation/presenter.ts'
import { representationOf } from './representation/representations.ts'
import { webhookModes } from './webhooks/webhooks.ts'

const clockSchema = z.object({ advanceMs: z.int().check(z.minimum(0)) })
const webhooksSchema = z.object({
  mode: z.enum(webhookModes),
  delayMs: z._default(z.int().check(z.minimum(0)), 0),
  beforeAnswer: z._default(z.boolean(), false),
})
const redeliverSchema = z.object({ eventId: z.string() })

export type ControlParts = ApiParts & {
  journal: Journal
  warnings: Warnings
  late: LateDecisions
  faults: Faults
  keepTime: () => void
  reset: () => void
}

export function createControl(parts: ControlParts): Hono {
  const { clock, faults, journal, webhooks, keepTime, reset } = parts
  const control = new Hono({ strict: false }).basePath('/_simulator')

  control.use('*', async (c, next) => {
    if (c.req.header('sec-fetch-site') === 'cross-site') {
      return problem(c, 403, 'Expected a request of this machine, got one of another site.')
    }
    return next()
  })

  control.get('/state', (c) => {
    keepTime()
    return c.json(stateOf(parts))
  })
  control.get('/requests', (c) => c.json({ requests: journal.entries() }))
  control.post('/reset', (c) => {
    reset()
    return c.json({ reset: true })
  })
  control.post('/clock', async (c) => {
    const body = clockSchema.safeParse(await readJson(c))
    if (!body.success) return problem(c, 400, z.prettifyError(body.error))
    clock.advance(body.data.advanceMs)
    keepTime()
    return c.json({ now: toTimestamp(clock.now()) })
  })
  controlCharges(control, parts)
  controlAccount(control, parts)
  controlRefunds(control, parts)
  control.post('/webhooks', async (c) => {
    const body = webhooksSchema.safeParse(await readJson(c))
    if (!body.success) return problem(c, 400, z.prettifyError(body.error))
    webhooks.configure(body.data)
    return c.json(body.data)
  })
  control.post('/webhooks/release', (c) => c.json({ released: webhooks.release() }))
  control.post('/webhooks/redeliver', async (c) => {
    const body = redeliverSchema.safeParse(await readJson(c))
    if (!body.success) return problem(c, 400, z.prettifyError(body.error))
    const { eventId } = body.data
    return webhooks.redeliver(eventId)
      ? c.json({ redelivered: eventId })
      : problem(c, 404, `Expected the id of an event, got ${eventId}; see /_simulator/state.`)
  })
  control.post('/faults', async (c) => {
    const body = faultRuleSchema.safeParse(await readJson(c))
    if (!body.success) return problem(c, 400, z.prettifyError(body.error))
    faults.add(body.data)
    return c.json({ faults: faults.state() })
  })
  control.delete('/faults', (c) => {
    faults.clear()
    return c.json({ faults: [] })
  })
  control.notFound((c) => problem(c, 404, `Expected a path of the control API, got ${c.req.path}.`))
  return control
}

/** Objects as the newest version shows them, events of older ones as well. */
function stateOf(parts: ControlParts) {
  const { account, clock, faults, ledger, warnings, webhooks } = parts
  const show = createPresenter(newestVersion, parts)
  const newest = representationOf(newestVersion)
  const refunds = ledger.refunds()
  const { deliveries, ...delivering } = webhooks.state()
  return {
    now: toTimestamp(clock.now()),
    apiVersion: account.apiVersion,
    counts: {
      sources: ledger.sources.size,
      charges: ledger.charges.size,
      refunds: refunds.length,
      events: ledger.events.size,
      webhookDeliveries: deliveries.length,
    },
    webhooks: delivering,
    faults: faults.state(),
    warnings: warnings.entries(),
    sources: [...ledger.sources.values()].map(show.source),
    charges: [...ledger.charges.values()].map(show.charge),
    refunds: refunds.map(show.refund),
    events: [...ledger.events.values()].map((event) =>
      newest.event(event, webhooks.deliveriesOf(event.id), account.url),
    ),
  }
}

/** Undefined when the body is not JSON: the schema then says what it expected. */
async function readJson(c: Context): Promise<unknown> {
  return c.req.json().catch(() => undefined)
}

function problem(c: Context, status: 400 | 403 | 404, message: string): Response {
  return c.json({ error: message }, status)
}
