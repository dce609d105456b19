/** Plays the buyer of an order without a browser: what the widget sends, then the decision at TrueMoney. */
import * as z from 'zod/mini'
import { type PaymentMethod, payment, serverConfig } from '../../widget/contract.ts'
import { methods, pagesDefault } from '../methods/methods.ts'

/** An order, and where the checkout's API is. What `orders.create` returned can be spread into it. */
export type OrderToPay = {
  readonly orderId: string
  readonly token: string
  /** The checkout's address, with its path: `http://localhost:3000`, `http://localhost:3000/pay`. */
  readonly serverUrl: string
  /** The first that the checkout offers, unless given. */
  readonly method?: PaymentMethod
}

export type DecidedOrder = {
  /** Omise's id of the charge. */
  readonly chargeId: string
}

/**
 * Submits the order as its buyer would, unless a charge of it is pending already, and pays it at the
 * simulator. Resolves when TrueMoney has decided: Omise's webhook is then on its way. Throws with what
 * was refused, and when the checkout does not run against a simulator.
 *
 * @example await payOrder({ ...order, serverUrl: 'http://localhost:3000' })
 */
export async function payOrder(order: OrderToPay): Promise<DecidedOrder> {
  return decideOrder(order, { decision: 'successful' })
}

/**
 * The same for a buyer who does not pay. `failureCode` is Omise's, such as `payment_cancelled`;
 * the method's first one unless given.
 *
 * @example await failOrder({ ...order, serverUrl }, 'insufficient_fund')
 */
export async function failOrder(order: OrderToPay, failureCode?: string): Promise<DecidedOrder> {
  return decideOrder(order, { decision: 'failed', ...(failureCode && { failureCode }) })
}

const pendingCharges = z.object({
  charges: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      metadata: z.object({ order_id: z.optional(z.string()) }),
    }),
  ),
})

async function decideOrder(order: OrderToPay, decision: object): Promise<DecidedOrder> {
  const api = `${order.serverUrl.replace(/\/+$/, '')}/api`
  const config = serverConfig.parse(await ask(`${api}/config`))
  const authorization = `Bearer ${order.token}`
  const address = `${api}/orders/${order.orderId}`
  const { status, amount } = payment.parse(
    await ask(`${address}/payment`, { headers: { authorization } }),
  )
  if (status !== 'pending') {
    const method = order.method ?? config.methods?.[0]?.method ?? pagesDefault
    const source = await createSource(config, method, amount)
    await post(`${address}/charge`, authorization, { source, amount })
  }
  const chargeId = await pendingChargeOf(order.orderId, config.omiseUrl)
  await post(`${config.omiseUrl}/_simulator/charges/${chargeId}`, undefined, decision)
  return { chargeId }
}

async function createSource(
  { omiseUrl, publicKey }: { omiseUrl: string; publicKey: string },
  type: PaymentMethod,
  amount: number,
): Promise<string> {
  const source = await post(`${omiseUrl}/sources`, `Basic ${btoa(`${publicKey}:`)}`, {
    type,
    amount,
    currency: 'THB',
    ...(methods[type].asksForPhone && { phone_number: '0812345678' }),
  })
  return z.object({ id: z.string() }).parse(source).id
}

async function pendingChargeOf(orderId: string, omiseUrl: string): Promise<string> {
  const { charges } = pendingCharges.parse(await ask(`${omiseUrl}/_simulator/state`))
  const pending = charges.findLast(
    ({ status, metadata }) => status === 'pending' && metadata.order_id === orderId,
  )
  if (pending === undefined) throw new Error(`Expected a pending charge of order ${orderId}.`)
  return pending.id
}

function post(url: string, authorization: string | undefined, body: object): Promise<unknown> {
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  })
}

async function ask(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (response.ok) return JSON.parse(text)
  const path = new URL(url).pathname
  throw new Error(`Expected ${path} to succeed, got HTTP ${response.status}: ${text}`)
}
