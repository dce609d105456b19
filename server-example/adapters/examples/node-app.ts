import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createCheckoutServer, optionsFromEnv } from '../../index.ts'
import { checkoutListener } from '../node.ts'

const checkout = await createCheckoutServer(optionsFromEnv(process.env))
const server = createServer(
  checkoutListener(checkout, async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/buy') response.end('the shop itself')
    else response.end(JSON.stringify(await newOrder()))
  }),
)

function newOrder() {
  return checkout.orders.create({ reference: `SO-${randomUUID()}`, amount: 24_000 })
}

server.listen(Number(process.env.PORT))
await once(process, 'SIGTERM')
server.close()
await checkout.close()
