/** The shop's server, as this page needs it: every answer is checked against the contract. */
import {
  type Order,
  order,
  type PaymentMethod,
  type ServerConfig,
  serverConfig,
} from 'truemoney-checkout/contract'
import * as z from 'zod/mini'

const wording = z.object({ th: z.string(), en: z.string() })
const product = z.object({
  sku: z.string(),
  name: wording,
  description: wording,
  priceSatang: z.int(),
  picture: z.string(),
})
const catalogue = z.object({ products: z.array(product) })
export type Product = z.infer<typeof product>
export type Shop = {
  readonly product: Product
  readonly config: ServerConfig
  /** Every way to pay that the server takes, in its order, the QR code too: a demo shows what there is. */
  readonly methods: readonly PaymentMethod[] | undefined
}

/** What the page sells, and what the widget needs to know of the server. */
export async function openShop(sku: string): Promise<Shop> {
  const [config, { products }] = await Promise.all([
    ask('/api/config', serverConfig),
    ask('/shop/catalogue', catalogue),
  ])
  const found = products.find((candidate) => candidate.sku === sku)
  if (!found)
    throw new Error(`expected the catalogue to have ${sku}, got ${products.length} others`)
  const methods = config.methods?.map(({ method }) => method)
  return { product: found, config, methods: methods?.length ? methods : undefined }
}

/** Makes an order of one piece. */
export function placeOrder(sku: string): Promise<Order> {
  return ask('/shop/orders', order, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ items: [{ sku, quantity: 1 }] }),
  })
}

async function ask<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  init?: RequestInit,
): Promise<z.infer<Schema>> {
  const response = await fetch(path, { ...init, signal: deadline(20_000) })
  if (!response.ok) throw new Error(`expected an answer from ${path}, got ${response.status}`)
  return z.parse(schema, await response.json())
}

/** Aborts after `ms` milliseconds; not every browser that can pay here has `AbortSignal.timeout`. */
function deadline(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
