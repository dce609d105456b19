import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { refundOutcomes } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import { Refusal } from '../http/refusal.ts'

const beginningSchema = z.object({ status: z.enum(['pending', ...refundOutcomes]) })
const endSchema = z.object({ status: z.enum(refundOutcomes) })

/** The part of the control API that decides what becomes of refunds. Omise's documents know closed ones
 * alone; that others exist is third parties' word, and what this simulator shows of them is our choice. */
export function controlRefunds(control: Hono, { ledger }: { ledger: Ledger }): void {
  control.post('/refunds', async (c) => {
    const body = beginningSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400)
    ledger.beginRefundsAs(body.data.status)
    return c.json(body.data)
  })

  control.post('/refunds/:id', async (c) => {
    const body = endSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400)
    const id = c.req.param('id')
    const refund = ledger.endRefund(id, body.data.status)
    if (refund === null) {
      return c.json(
        { error: `Expected the id of a refund, got ${id}; see /_simulator/state.` },
        404,
      )
    }
    if (refund instanceof Refusal) {
      return c.json({ error: `Expected a pending refund; this ${refund.message}.` }, 409)
    }
    return c.json({ id, chargeId: refund.chargeId, status: refund.state.status })
  })
}
