import type { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from '../account.ts'
import type { Charge } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import { Refusal } from '../http/refusal.ts'
import { scanUri } from '../qr/scannable-code.ts'
import { carryOut, decisionSchema } from './decision.ts'
import type { LateDecisions } from './late-decisions.ts'

const timingSchema = z.object({ delayMs: z._default(z.int().check(z.minimum(0)), 0) })

/** The part of the control API that plays the buyer without a page. */
export function controlCharges(
  control: Hono,
  parts: { account: Account; ledger: Ledger; late: LateDecisions; keepTime: () => void },
): void {
  const { account, ledger, late, keepTime } = parts

  control.get('/charges/:id', (c) => {
    keepTime()
    const charge = ledger.charges.get(c.req.param('id'))
    return charge === undefined
      ? c.json({ error: missing(c.req.param('id')) }, 404)
      : c.json(show(charge))
  })

  control.post('/charges/:id', async (c) => {
    const json: unknown = await c.req.json().catch(() => undefined)
    const body = decisionSchema.safeParse(json)
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400)
    const timing = timingSchema.safeParse(json)
    if (!timing.success) return c.json({ error: z.prettifyError(timing.error) }, 400)
    keepTime()
    const charge = ledger.charges.get(c.req.param('id'))
    if (charge === undefined) return c.json({ error: missing(c.req.param('id')) }, 404)
    if (timing.data.delayMs > 0 && charge.outcome.status === 'pending') {
      late.add(charge, body.data, timing.data.delayMs)
      keepTime()
      return c.json(show(charge))
    }
    const next = carryOut(ledger, charge, body.data)
    keepTime()
    return next instanceof Refusal
      ? c.json(
          { error: `Expected a pending charge, got one that is ${charge.outcome.status}.` },
          409,
        )
      : c.json(show(next))
  })

  function show(charge: Charge) {
    const place = { reference: charge.reference, url: account.url }
    return {
      id: charge.id,
      method: charge.source.type,
      status: charge.outcome.status,
      takenUp: charge.takenUp,
      authorizeUri: `${place.url}/payments/${place.reference}/authorize`,
      scanUri: scanUri(place),
    }
  }
}

function missing(id: string): string {
  return `Expected the id of a charge, got ${id}; see /_simulator/state.`
}
