import type { Hono } from 'hono'
import type { Ledger } from './charges/ledger.ts'
import type { Clock } from './clock.ts'
import { type ApiEnv, withQuery } from './http/answers.ts'
import { textParam } from './http/params.ts'
import { Refusal } from './http/refusal.ts'
import { transactionsOf } from './money/transactions.ts'
import { readPage } from './search/lists.ts'
import { readSearch } from './search/search.ts'
import { chargeIndex, refundIndex } from './search/search-index.ts'

/** What is read across charges: `/events`, `/refunds`, `/transactions` and `/search`. */
export function recordRoutes(
  api: Hono<ApiEnv>,
  { ledger, clock }: { ledger: Ledger; clock: Clock },
): void {
  api.get(
    '/events',
    withQuery((c, params) =>
      c.var.show.eventList(readPage([...ledger.events.values()], params, clock.now()), '/events'),
    ),
  )
  api.get(
    '/events/:id',
    withQuery((c) => {
      const id = c.req.param('id') ?? ''
      const event = ledger.events.get(id)
      return c.var.show.event(event ?? new Refusal('not_found', `event ${id} was not found`))
    }),
  )
  api.get(
    '/refunds',
    withQuery((c, params) =>
      c.var.show.refundList(readPage(ledger.refunds(), params, clock.now()), '/refunds'),
    ),
  )
  api.get(
    '/refunds/search',
    withQuery((c, params) =>
      c.var.show.refundSearch(readSearch(ledger.refunds(), refundIndex, params), '/refunds/search'),
    ),
  )
  api.get(
    '/transactions',
    withQuery((c, params) =>
      c.var.show.transactionList(
        readPage(transactionsOf(ledger.charges.values()), params, clock.now()),
        '/transactions',
      ),
    ),
  )
  api.get(
    '/transactions/:id',
    withQuery((c) => {
      const id = c.req.param('id') ?? ''
      const found = transactionsOf(ledger.charges.values()).find((one) => one.id === id)
      const missing = new Refusal('not_found', `transaction ${id} was not found`)
      return c.var.show.transaction(found ?? missing)
    }),
  )
  api.get(
    '/search',
    withQuery((c, params) => {
      const scope = textParam(params.scope)
      if (scope === 'charge') {
        const found = readSearch([...ledger.charges.values()], chargeIndex, params)
        return c.var.show.chargeSearch(found, '/search')
      }
      if (scope === 'refund') {
        return c.var.show.refundSearch(readSearch(ledger.refunds(), refundIndex, params), '/search')
      }
      return new Refusal(
        'invalid_scope',
        'scope must be charge or refund; others are not simulated',
      )
    }),
  )
}
