import * as z from 'zod/mini'
import type { Stack } from './stack.ts'

const sourceSchema = z.object({ id: z.string() })

/** An order of ฿129 or more that its buyer has paid and come back from, without a browser. */
export async function paidOrder(stack: Stack) {
  const order = await stack.placeOrder()
  const post = (url: string, authorization: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
    })
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
  const path = `${stack.shopUrl}/api/orders/${order.orderId}`
  await post(`${path}/charge`, `Bearer ${order.token}`, { source })
  const charges = await stack.simulator.charges()
  const charge = charges.find(({ metadata }) => metadata.order_id === order.orderId)
  if (charge === undefined) throw new Error('Expected a charge at Omise, found none.')
  await stack.simulator.decide(charge, { decision: 'successful' })
  await fetch(`${path}/payment`, { headers: { authorization: `Bearer ${order.token}` } })
  return { ...order, chargeId: charge.id }
}
