import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createCheckoutServer, optionsFromEnv } from '../../index.ts'
import { checkoutMiddleware } from '../hono.ts'

const checkout = await createCheckoutServer(optionsFromEnv(process.env))
const app = new Hono<{ Bindings: HttpBindings }>()
app.use(checkoutMiddleware(checkout))

app.post('/buy', async (c) =>
  c.json(await checkout.orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 })),
)

app.get('/hello', (c) => c.text('the shop itself'))
const server = serve({ fetch: app.fetch, port: Number(process.env.PORT) })
await once(process, 'SIGTERM')
server.close()
await checkout.close()
