/** The demo shop's own server side: it prices a cart by its catalogue and makes an order of it. */
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { readJson } from '../http/body.ts'
import type { Guard } from '../http/guard.ts'
import type { Orders } from '../shop/orders.ts'
import { ShopError } from '../shop/shop-error.ts'
import type { Product } from './catalogue.ts'

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

/** `GET /catalogue` and `POST /orders`. */
export function shopRoutes(shop: {
  readonly products: readonly Product[]
  readonly orders: Orders
  readonly guard: Guard
}): Hono {
  const products = new Map(shop.products.map((product) => [product.sku, product]))
  const routes = new Hono()

  routes.get('/catalogue', (c) => c.json({ products: shop.products }))

  routes.post('/orders', shop.guard.address('orders'), async (c) => {
    const { items } = await readJson(c.req.raw, cart)
    const { orderId, token, reference, amount, currency, livemode } = await shop.orders.create({
      reference: `YT-${randomBytes(5).toString('hex').toUpperCase()}`,
      amount: priceOf(items),
      description: descriptionOf(items),
    })
    return c.json({ orderId, token, reference, amount, currency, livemode }, 201)
  })

  return routes

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

  function descriptionOf(items: Cart['items']): string {
    const count = items.reduce((sum, { quantity }) => sum + quantity, 0)
    const [first] = items
    const name = products.get(first?.sku ?? '')?.name.en ?? ''
    return items.length === 1 ? `${count} × ${name}` : `${count} items`
  }
}
