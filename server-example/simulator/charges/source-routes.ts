import type { Hono } from 'hono'
import { type ApiEnv, withBody, withQuery } from '../http/answers.ts'
import { Refusal } from '../http/refusal.ts'
import type { Ledger } from './ledger.ts'

/** `/sources`: the part of the API that browsers reach with the public key. */
export function sourceRoutes(api: Hono<ApiEnv>, { ledger }: { ledger: Ledger }): void {
  api.post(
    '/sources',
    withBody((c, params) => c.var.show.source(ledger.createSource(params, c.env.remoteAddress))),
  )
  api.get(
    '/sources/:id',
    withQuery((c) => {
      const id = c.req.param('id') ?? ''
      const source = ledger.sources.get(id)
      return c.var.show.source(source ?? new Refusal('not_found', `source ${id} was not found`))
    }),
  )
}
