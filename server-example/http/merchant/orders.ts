import { Hono } from 'hono'
import { newOrder, orderChange } from '../../shop/order-input.ts'
import type { Orders } from '../../shop/orders.ts'
import { readJson } from '../request/body.ts'
import { noteIds } from '../request/request-context.ts'

/**
 * `/api/merchant/orders`, for shops in other languages: `POST /` makes an order
 * (201, or 200 when the reference has it already), `PATCH /:reference` changes
 * an unpaid one, `DELETE /:reference` cancels it.
 */
export function merchantOrderRoutes(orders: Orders): Hono {
  const routes = new Hono()

  routes.post('/', async (c) => {
    const { isNew, ...order } = await orders.create(await readJson(c.req.raw, newOrder))
    noteIds({ orderId: order.orderId })
    return c.json(order, isNew ? 201 : 200)
  })

  routes.patch('/:reference', async (c) => {
    const change = await readJson(c.req.raw, orderChange)
    const order = await orders.update({ reference: c.req.param('reference'), ...change })
    noteIds({ orderId: order.orderId })
    return c.json(order)
  })

  routes.delete('/:reference', async (c) => {
    const order = await orders.cancel({ reference: c.req.param('reference') })
    noteIds({ orderId: order.orderId })
    return c.json(order)
  })

  return routes
}
