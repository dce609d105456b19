import { randomUUID } from 'node:crypto'
import { openCheckout } from '../../checkout.ts'

export async function POST(): Promise<Response> {
  const { orders } = await openCheckout()
  return Response.json(await orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 }))
}
