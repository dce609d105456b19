/** For tests: a network that swallows everything without a word, as a firewall that forgot a connection. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type TestProxy = Awaited<ReturnType<typeof startTestProxy>>

/** Listens in front of the server that the address names. */
export async function startTestProxy(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let opened = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    opened += 1
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
    }
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href,
    /** How many connections were opened through it so far. */
    opened: () => opened,
    /** Nothing passes the connections of now any more, and nobody learns it. Later ones are whole. */
    swallow() {
      for (const socket of sockets) socket.unpipe().resume()
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
