import type { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from '../account.ts'
import type { Charge } from '../charges.ts'
import type { Ledger } from '../ledger.ts'
import { scanUri } from '../qr/scannable-code.ts'
import { Refusal } from '../refusal.ts'
import { carryOut, decisionSchema } from './decision.ts'

/** The part of the control API that plays the buyer without a page. */
export function controlCharges(
  control: Hono,
  parts: { account: Account; ledger: Ledger; keepTime: () => void },
): void {
  const { account, ledger, keepTime } = parts

  control.get('/charges/:id', (c) => {
    keepTime()
    const charge = ledger.charges.get(c.req.param('id'))
    return charge === undefined
      ? c.json({ error: missing(c.req.param('id')) }, 404)
      : c.json(show(charge))
  })

  control.post('/charges/:id', async (c) => {
    const body = decisionSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400)
    keepTime()
    const charge = ledger.charges.get(c.req.param('id'))
    if (charge === undefined) return c.json({ error: missing(c.req.param('id')) }, 404)
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
