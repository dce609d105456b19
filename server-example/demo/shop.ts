/**
 * The demo shop: it prices a cart by its catalogue, makes an order of it, and
 * stands in front of the companion server as any shop does. `POST /shop/orders`
 * takes `{ items: [{ sku, quantity }] }`; `GET /shop/catalogue` is for its pages.
 */
import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { readJson } from '../http/request/body.ts'
import { problemApp } from '../http/request/problem-app.ts'
import type { EventHandlers } from '../shop/handlers-channel.ts'
import type { Orders } from '../shop/orders.ts'
import { ShopError } from '../shop/shop-error.ts'
import { catalogue } from './catalogue.ts'

/** What a cart is sent as. Prices are the server's business. */
export const cart = z.strictObject({
  items: z
    .array(
      z.strictObject({
        sku: z.string().check(z.minLength(1), z.maxLength(255)),
        quantity: z.int().check(z.minimum(1), z.maximum(99)),
      }),
    )
    .check(z.minLength(1), z.maxLength(50)),
})
type Cart = z.infer<typeof cart>

const products = new Map(catalogue.map((product) => [product.sku, product]))

/**
 * Returns a function that puts the shop around a server's answers. `orders`
 * resolves with those of the server as it runs now.
 */
export function createShop(options: {
  readonly publicUrl: string
  readonly orders: () => Promise<Orders>
}) {
  const routes = problemApp(options.publicUrl)

  routes.get('/shop/catalogue', (c) => c.json({ products: catalogue }))

  routes.post('/shop/orders', async (c) => {
    const { items } = await readJson(c.req.raw, cart)
    const orders = await options.orders()
    const order = await orders.create({
      reference: `YT-${randomBytes(5).toString('hex').toUpperCase()}`,
      amount: priceOf(items),
      description: descriptionOf(items),
      metadata: { pieces: piecesOf(items) },
    })
    const { orderId, token, reference, amount, currency, livemode } = order
    return c.json({ orderId, token, reference, amount, currency, livemode }, 201)
  })

  return <Rest extends unknown[]>(
    answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  ) =>
    async (request: Request, ...rest: Rest): Promise<Response> =>
      new URL(request.url).pathname.startsWith('/shop/')
        ? routes.fetch(request)
        : answer(request, ...rest)
}

/** What the shop does when an order is paid: a real one would ship it. */
export const shopHandlers: EventHandlers = {
  'order.paid': ({ order }) => {
    process.stdout.write(
      `  Paid: ${order.reference}, ${order.description ?? `${order.amount / 100} baht`}. Ship it.\n`,
    )
  },
}

function priceOf(items: Cart['items']): number {
  return items.reduce((sum, { sku, quantity }) => {
    const product = products.get(sku)
    if (product === undefined)
      throw new ShopError(
        'invalid_request',
        `Expected items of the catalogue, got sku ${JSON.stringify(sku)}.`,
      )
    return sum + product.priceSatang * quantity
  }, 0)
}

function piecesOf(items: Cart['items']): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0)
}

function descriptionOf(items: Cart['items']): string {
  return items
    .map(({ sku, quantity }) => `${quantity} × ${products.get(sku)?.name.en ?? sku}`)
    .join(', ')
    .slice(0, 255)
}
