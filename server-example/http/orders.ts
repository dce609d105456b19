import { Hono } from 'hono'
import {
  type Charge,
  chargeRequest,
  type Order as OrderAnswer,
  orderRequest,
  type Payment,
} from '../../widget/contract.ts'
import { parsePhone } from '../../widget/phone.ts'
import { type CreateChargeDeps, createCharge } from '../checkout/create-charge.ts'
import { type CreateOrderDeps, createOrder } from '../checkout/create-order.ts'
import type { Order } from '../checkout/order.ts'
import { isTokenOf } from '../checkout/order-token.ts'
import type { NewCharge, OrderStore } from '../checkout/ports.ts'
import { readJson } from './body.ts'
import { HttpProblem, retryAfter } from './problem.ts'
import { returnUriOf } from './return.ts'

export type OrderRoutesDeps = {
  readonly store: OrderStore
  readonly createCharge: CreateChargeDeps
  readonly createOrder: CreateOrderDeps
  readonly readPayment: (order: Order) => Promise<Payment>
  /** This server as the buyer's browser knows it: an origin, without a trailing slash. */
  readonly publicUrl: string
  /** Whether the server makes sources itself when it is sent a phone number. */
  readonly serverMakesSources: boolean
}

/** `/api/orders`: make an order, charge it, read its payment. */
export function orderRoutes(deps: OrderRoutesDeps): Hono {
  const routes = new Hono()

  routes.post('/', async (c) => {
    const { items } = await readJson(c.req.raw, orderRequest)
    const result = await createOrder(deps.createOrder, items)
    if (result.kind === 'invalid') throw new HttpProblem('invalid_request', result.detail)
    const { order, token } = result
    const answer: OrderAnswer = {
      orderId: order.id,
      token,
      amount: order.amountSatang,
      currency: order.currency,
    }
    return c.json(answer, 201)
  })

  routes.post('/:orderId/charge', async (c) => {
    const wanted = await readJson(c.req.raw, chargeRequest)
    const { order, token } = await authorise(deps.store, c.req.param('orderId'), c.req.raw)
    const result = await createCharge(deps.createCharge, {
      orderId: order.id,
      source: 'source' in wanted ? { id: wanted.source } : serverSource(wanted.phoneNumber),
      shownAmountSatang: wanted.amount,
      returnUri: returnUriOf(deps.publicUrl, { orderId: order.id, token }),
    })
    if (result.kind === 'problem')
      throw new HttpProblem(result.code, result.detail, retryAfter(result.retryAfterMs))
    const answer: Charge = { authorizeUri: result.authorizeUri }
    return c.json(answer)
  })

  routes.get('/:orderId/payment', async (c) => {
    const { order } = await authorise(deps.store, c.req.param('orderId'), c.req.raw)
    return c.json(await deps.readPayment(order))
  })

  return routes

  function serverSource(text: string): NewCharge['source'] {
    if (!deps.serverMakesSources)
      throw new HttpProblem(
        'invalid_request',
        'Expected a source: this server does not make sources from phone numbers.',
      )
    const phone = parsePhone(text)
    if (!phone.ok)
      throw new HttpProblem(
        'invalid_request',
        `Expected a Thai mobile number in phoneNumber (${phone.problem}).`,
      )
    return { phoneNumber: phone.national }
  }
}

/** The order whose token the request bears. A wrong token and an unknown order look the same. */
async function authorise(
  store: OrderStore,
  orderId: string,
  request: Request,
): Promise<{ order: Order; token: string }> {
  const token = /^Bearer ([\w-]{1,255})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined)
    throw new HttpProblem(
      'unauthorized',
      'Expected the header "Authorization: Bearer TOKEN" with the order’s token.',
    )
  const order = await store.findOrder(orderId)
  if (order === undefined || !isTokenOf(order.tokenHash, token))
    throw new HttpProblem('unauthorized', 'Expected the token that came with this order.')
  return { order, token }
}
