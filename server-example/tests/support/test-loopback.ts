/** For tests: a server on a port of this machine that the system chooses. */
import { once } from 'node:events'
import type { Server } from 'node:http'

/** Resolves with where it listens, and how it ends with every connection. */
export async function listenOnLoopback(
  server: Server,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
