/** The checkout inside a Next app (app router, Node runtime). */
import type { CheckoutServer } from '../start/create-checkout-server.ts'

type Open = () => Promise<CheckoutServer>
type Handler = (request: Request) => Promise<Response>

/**
 * Returns the handlers of a route `app/pay/[...path]/route.ts`, for
 * `PUBLIC_URL=https://shop.example/pay`. The first request opens the checkout,
 * `next build` does not. Next says whom a request comes from by
 * `X-Forwarded-For` alone: set `TRUST_PROXY` to the number of proxies in
 * front, or all buyers count as one.
 *
 * @example export const { GET, POST, PATCH, DELETE, OPTIONS } = checkoutHandlers(openCheckout)
 */
export function checkoutHandlers(
  open: Open,
): Readonly<Record<'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler>> {
  const openOnce = oncePerProcess(open)
  // Next hands over the bytes as they were sent; nothing must read them first.
  const handle = async (request: Request): Promise<Response> => {
    const checkout = await openOnce()
    if (checkout.handles(new URL(request.url).pathname)) return checkout.fetch(request)
    return Response.json({ error: 'not found' }, { status: 404 })
  }
  return { GET: handle, POST: handle, PATCH: handle, DELETE: handle, OPTIONS: handle }
}

/**
 * Returns a function that resolves with the one checkout of this process: the
 * first call opens it, also when Next has loaded the file several times. After
 * a failure the next call tries again.
 *
 * @example export const openCheckout = oncePerProcess(() => createCheckoutServer(optionsFromEnv(process.env)))
 */
export function oncePerProcess(open: Open): Open {
  return () => {
    globalThis.truemoneyCheckoutServer ??= open().catch((error: unknown) => {
      globalThis.truemoneyCheckoutServer = undefined
      throw error
    })
    return globalThis.truemoneyCheckoutServer
  }
}

declare global {
  var truemoneyCheckoutServer: Promise<CheckoutServer> | undefined
}
