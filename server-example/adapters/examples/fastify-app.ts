import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fastify } from 'fastify'
import { createCheckoutServer, optionsFromEnv } from '../../index.ts'
import { checkoutPlugin } from '../fastify.ts'

const checkout = await createCheckoutServer(optionsFromEnv(process.env))
const app = fastify()
app.register(checkoutPlugin(checkout))
app.addHook('onClose', () => checkout.close())

app.post('/buy', async () =>
  checkout.orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 }),
)

app.get('/hello', async () => 'the shop itself')
await app.listen({ port: Number(process.env.PORT) })
await once(process, 'SIGTERM')
await app.close()
