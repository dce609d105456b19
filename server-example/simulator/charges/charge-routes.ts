import type { Hono } from 'hono'
import type { Account } from '../account.ts'
import type { Clock } from '../clock.ts'
import { type ApiContext, type ApiEnv, withBody, withQuery } from '../http/answers.ts'
import { type Params, textParam } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import { failureOf } from '../methods/failures.ts'
import { methods } from '../methods/methods.ts'
import type { JsonObject } from '../representation/representation.ts'
import { readPage } from '../search/lists.ts'
import { readSearch } from '../search/search.ts'
import { chargeIndex } from '../search/search-index.ts'
import type { Charge } from './charges.ts'
import type { Ledger } from './ledger.ts'

/** `/charges` and what hangs below one charge. */
export function chargeRoutes(
  api: Hono<ApiEnv>,
  { account, ledger, clock }: { account: Account; ledger: Ledger; clock: Clock },
): void {
  const allCharges = () => [...ledger.charges.values()]

  /** A handler for an existing charge, with the parameters of body or query. */
  function ofCharge(
    handle: (c: ApiContext, charge: Charge, params: Params) => JsonObject | Refusal,
  ) {
    return (c: ApiContext, params: Params) => {
      const id = c.req.param('id') ?? ''
      const charge = ledger.charges.get(id)
      return charge === undefined
        ? new Refusal('not_found', `charge ${id} was not found`)
        : handle(c, charge, params)
    }
  }

  api.post(
    '/charges',
    withBody((c, params) => c.var.show.charge(ledger.createCharge(params, c.env.remoteAddress))),
  )
  api.get(
    '/charges',
    withQuery((c, params) =>
      c.var.show.chargeList(readPage(allCharges(), params, clock.now()), '/charges'),
    ),
  )
  api.get(
    '/charges/search',
    withQuery((c, params) =>
      c.var.show.chargeSearch(readSearch(allCharges(), chargeIndex, params), '/charges/search'),
    ),
  )
  api.get('/charges/:id', withQuery(ofCharge((c, charge) => c.var.show.charge(charge))))
  api.patch(
    '/charges/:id',
    withBody(
      ofCharge((c, charge, params) => c.var.show.charge(ledger.updateCharge(charge, params))),
    ),
  )
  api.post(
    '/charges/:id/expire',
    withBody(
      ofCharge((c, charge) =>
        charge.scannableCode !== null && account.qrExpiry === 'refuse'
          ? new Refusal('failed_expire', 'expire failed')
          : c.var.show.charge(ledger.expireCharge(charge)),
      ),
    ),
  )
  api.post(
    '/charges/:id/mark_as_paid',
    withBody(
      ofCharge((c, charge) => c.var.show.charge(ledger.payCharge(charge, 'wallet_balance'))),
    ),
  )
  // Omise documents no parameter here; `failure_code` is our addition.
  api.post(
    '/charges/:id/mark_as_failed',
    withBody(
      ofCharge((c, charge, params) => {
        const code = textParam(params.failure_code)
        const failure = code === null ? methods[charge.source.type].failures[0] : failureOf(code)
        return c.var.show.charge(ledger.failCharge(charge, failure))
      }),
    ),
  )
  api.post(
    '/charges/:id/capture',
    withBody(ofCharge(() => new Refusal('failed_capture', 'capture failed'))),
  )
  api.post(
    '/charges/:id/reverse',
    withBody(
      ofCharge(
        () => new Refusal('failed_reverse', 'only uncaptured authorized charges can be reversed'),
      ),
    ),
  )
  api.post(
    '/charges/:id/refunds',
    withBody(
      ofCharge((c, charge, params) => c.var.show.refund(ledger.refundCharge(charge, params))),
    ),
  )
  api.get(
    '/charges/:id/refunds',
    withQuery(
      ofCharge((c, charge, params) =>
        c.var.show.refundList(
          readPage(charge.refunds, params, clock.now()),
          `/charges/${charge.id}/refunds`,
        ),
      ),
    ),
  )
  api.get(
    '/charges/:id/refunds/:refundId',
    withQuery(
      ofCharge((c, charge) => {
        const id = c.req.param('refundId') ?? ''
        const refund = charge.refunds.find((made) => made.id === id)
        return c.var.show.refund(refund ?? new Refusal('not_found', `refund ${id} was not found`))
      }),
    ),
  )
  // That the events of a charge's refunds are among them is our choice.
  api.get(
    '/charges/:id/events',
    withQuery(
      ofCharge((c, charge, params) => {
        const events = [...ledger.events.values()].filter(({ chargeId }) => chargeId === charge.id)
        const page = readPage(events, params, clock.now())
        return c.var.show.eventList(page, `/charges/${charge.id}/events`)
      }),
    ),
  )
}
