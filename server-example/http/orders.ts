import { Hono } from 'hono'
import {
  type Charge,
  type ChargeRequest,
  chargeRequest,
  type Payment,
} from '../../widget/contract.ts'
import { parsePhone } from '../../widget/core/phone.ts'
import type { CreateChargeDeps, CreateChargeResult } from '../checkout/charge-request.ts'
import { createCharge } from '../checkout/create-charge.ts'
import type { Order } from '../checkout/order/order.ts'
import { isTokenOf } from '../checkout/order/order-token.ts'
import type { CheckoutStore } from '../checkout/ports.ts'
import type { NewCharge } from '../checkout/provider.ts'
import { phoneSource } from '../methods/methods.ts'
import type { QrLinks } from '../methods/qr-links.ts'
import { isOrderId } from '../runtime/ids.ts'
import type { Guard } from './merchant/guard.ts'
import { readJson } from './request/body.ts'
import { HttpProblem, retryAfter } from './request/problem.ts'
import { noteIds } from './request/request-context.ts'
import { answerWithinMs, within } from './request/within.ts'
import { returnUriOf } from './return.ts'

export type OrderRoutesDeps = {
  readonly store: CheckoutStore
  readonly createCharge: CreateChargeDeps
  readonly readPayment: (order: Order) => Promise<Payment>
  /** This server as the buyer's browser knows it: an origin, without a trailing slash. */
  readonly publicUrl: string
  /** Whether the server makes sources itself when it is sent a phone number or a method. */
  readonly serverMakesSources: boolean
  readonly qrLinks: QrLinks
  readonly guard: Guard
}

/** `/api/orders`: charge an order, read its payment. */
export function orderRoutes(deps: OrderRoutesDeps): Hono {
  const { guard } = deps
  const routes = new Hono()

  routes.post('/:orderId/charge', guard.address('charges'), async (c) => {
    const wanted = await readJson(c.req.raw, chargeRequest)
    const { order, token } = await authorise(deps.store, c.req.param('orderId'), c.req.raw)
    await guard.count('charges', 'order', order.id)
    const work = createCharge(deps.createCharge, {
      order,
      source: 'source' in wanted ? browserSource(wanted.source) : serverSource(wanted),
      shownAmountSatang: wanted.amount,
      address: guard.addressOf(c),
      returnUri: returnUriOf(deps.publicUrl, { orderId: order.id, token }),
    })
    const result = await within(deps.createCharge.clock, answerWithinMs, work, stillUnknown)
    if (result.kind === 'problem')
      throw new HttpProblem(result.code, result.detail, retryAfter(result.retryAfterMs))
    return c.json(chargeAnswer(result, order.id))
  })

  routes.get('/:orderId/payment', guard.address('payments'), async (c) => {
    const { order } = await authorise(deps.store, c.req.param('orderId'), c.req.raw)
    await guard.count('payments', 'order', order.id)
    return c.json(await deps.readPayment(order))
  })

  return routes

  function chargeAnswer(
    result: Exclude<CreateChargeResult, { kind: 'problem' }>,
    orderId: string,
  ): Charge {
    if (result.kind === 'authorize') return { authorizeUri: result.authorizeUri }
    const qr = deps.qrLinks.codeOf(orderId, result.attempt)
    if (qr !== undefined) return { qr }
    throw stillUnknown()
  }

  function serverSource(wanted: Exclude<ChargeRequest, { source: string }>): NewCharge['source'] {
    if (!deps.serverMakesSources)
      throw new HttpProblem(
        'invalid_request',
        'Expected a source: this server does not make such sources itself.',
      )
    if ('method' in wanted) return { method: wanted.method, phoneNumber: null }
    const phone = parsePhone(wanted.phoneNumber)
    if (!phone.ok)
      throw new HttpProblem(
        'invalid_request',
        `Expected a Thai mobile number in phoneNumber (${phone.problem}).`,
      )
    return phoneSource(phone.national)
  }
}

/** A source that a browser has made; Omise alone knows whether it exists, and whose it is. */
function browserSource(id: string): NewCharge['source'] {
  if (!/^src_\w{1,64}$/.test(id))
    throw new HttpProblem('invalid_request', 'Expected the id of a source, such as src_….')
  return { id }
}

function stillUnknown(): HttpProblem {
  return new HttpProblem(
    'charge_unconfirmed',
    'Omise has not answered yet: read the payment to learn what becomes of the charge.',
  )
}

/** Resolves with the order whose token the request has. A wrong token and an unknown order get the same response. */
async function authorise(
  store: CheckoutStore,
  orderId: string,
  request: Request,
): Promise<{ order: Order; token: string }> {
  const token = /^Bearer ([\w-]{1,255})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined)
    throw new HttpProblem(
      'unauthorized',
      'Expected the header "Authorization: Bearer TOKEN" with the order’s token.',
    )
  const order = isOrderId(orderId) ? await store.findOrder(orderId) : undefined
  if (order === undefined || !isTokenOf(order.tokenHashes, token))
    throw new HttpProblem('unauthorized', 'Expected the token that came with this order.')
  noteIds({ orderId: order.id })
  return { order, token }
}
