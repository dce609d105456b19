/** The checkout inside a server of `node:http`. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { CheckoutServer } from '../start/create-checkout-server.ts'

/**
 * Returns a listener that handles the checkout's paths and passes everything else
 * to `shop`, with the body unread. Rate limits count the socket's address;
 * behind proxies `TRUST_PROXY` says how many of them are yours.
 *
 * @example createServer(checkoutListener(checkout, shop)).listen(3000)
 */
export function checkoutListener(checkout: CheckoutServer, shop: RequestListener): RequestListener {
  const answer = getRequestListener(
    (request, { incoming }) =>
      checkout.fetch(request, { remoteAddress: incoming.socket.remoteAddress ?? null }),
    { overrideGlobalObjects: false },
  )
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [pathname = ''] = (request.url ?? '').split('?')
    if (checkout.handles(pathname)) void answer(request, response)
    else shop(request, response)
  }
}
