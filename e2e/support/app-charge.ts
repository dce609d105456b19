/** A charge of TrueMoney's app, made at Omise without the shop: its pages are the simulator's own. */
import * as z from 'zod/mini'
import type { Stack } from './stack.ts'

const chargeSchema = z.object({ id: z.string(), authorize_uri: z.string() })

/** Where the buyer of such a charge is sent, and where its QR code leads. The way back ends at the shop. */
export async function appCharge({ simulator, secretKey, shopUrl }: Stack) {
  await simulator.setPaymentMethods(['truemoney', 'truemoney_jumpapp'])
  const response = await fetch(`${simulator.url}/charges`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${secretKey}:`)}` },
    body: new URLSearchParams({
      amount: '129000',
      currency: 'THB',
      'source[type]': 'truemoney_jumpapp',
      return_uri: `${shopUrl}/?back=yes`,
    }),
  })
  const { id, authorize_uri } = chargeSchema.parse(await response.json())
  return { id, authorizeUri: authorize_uri, scanUri: new URL('scan', authorize_uri).href }
}
