/** The demo shop in front of the companion server, configured by the environment as the server is. */
import { readConfig } from '../commands/configuration.ts'
import { runUntilStopped } from '../commands/run-until-stopped.ts'
import { listen } from '../http/listen/listen.ts'
import type { Orders } from '../shop/orders.ts'
import { startServer } from '../start/start-server.ts'
import { createShop, shopHandlers } from './shop.ts'

await runUntilStopped(async () => {
  const config = readConfig(process.env)
  const orders = Promise.withResolvers<Orders>()
  const server = await startServer({ ...config, on: shopHandlers }, async (address) => {
    const socket = await listen(address)
    const publicUrl = config.publicUrl ?? `http://localhost:${socket.port}`
    const around = createShop({ publicUrl, orders: () => orders.promise })
    return { ...socket, serve: (answer) => socket.serve(around(answer)) }
  })
  orders.resolve(server.orders)
  return server
})
