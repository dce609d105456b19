import type { Duplex } from 'node:stream'

/** Lets clients that can be told of a proxy (`http_proxy`) but not of another port than Omise's come here:
 * whatever host they ask for, they reach the simulator and nothing else. Plain http only, because no
 * certificate here says `api.omise.co`; the port tells nothing, Omise's client for Node asks for 443 either
 * way. */
export function openTunnel(socket: Duplex, head: Buffer, serve: (socket: Duplex) => void): void {
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  socket.unshift(head)
  serve(socket)
}
