import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import express from 'express'
import { createCheckoutServer, optionsFromEnv } from '../../index.ts'
import { mountCheckout } from '../express.ts'

const checkout = await createCheckoutServer(optionsFromEnv(process.env))
const app = express()
app.use(express.json())
mountCheckout(app, checkout)

app.post('/buy', async (_req, res) => {
  // The shop's own order: its number, and what it costs in satang.
  const order = await checkout.orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 })
  res.json(order)
})

app.get('/hello', (_req, res) => {
  res.send('the shop itself')
})
const server = app.listen(Number(process.env.PORT))
await once(process, 'SIGTERM')
server.close()
await checkout.close()
