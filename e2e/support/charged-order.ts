/** Orders as the checkout leaves them, made by its requests alone: for journeys about what comes then. */
import * as z from 'zod/mini'
import type { SimulatedCharge } from './simulator-control.ts'
import type { Stack } from './stack.ts'

const sourceSchema = z.object({ id: z.string() })

/** An order whose charge waits at TrueMoney. */
export async function chargedOrder(stack: Stack) {
  const order = await stack.placeOrder()
  const made = await post(
    `${stack.simulator.url}/sources`,
    `Basic ${btoa(`${stack.publicKey}:`)}`,
    {
      type: 'truemoney',
      amount: order.amount,
      currency: 'THB',
      phone_number: '0812345678',
    },
  )
  const { id: source } = sourceSchema.parse(await made.json())
  await post(`${stack.shopUrl}/api/orders/${order.orderId}/charge`, `Bearer ${order.token}`, {
    source,
  })
  return { ...order, charge: await chargeOf(stack, order) }
}

/** An order that its buyer has paid and come back from. */
export async function paidOrder(stack: Stack) {
  const { charge, ...order } = await chargedOrder(stack)
  await stack.simulator.decide(charge, { decision: 'successful' })
  await fetch(`${stack.shopUrl}/api/orders/${order.orderId}/payment`, {
    headers: { authorization: `Bearer ${order.token}` },
  })
  return { ...order, chargeId: charge.id }
}

/** The order's first charge at Omise. */
export async function chargeOf(
  { simulator }: Stack,
  { orderId }: { orderId: string },
): Promise<SimulatedCharge> {
  const charge = (await simulator.charges()).find(({ metadata }) => metadata.order_id === orderId)
  if (charge === undefined) throw new Error('Expected a charge at Omise, found none.')
  return charge
}

function post(url: string, authorization: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  })
}
