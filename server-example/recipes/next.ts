/**
 * The checkout inside a Next app: `next-app/pay/[...path]/route.ts` is all that
 * the app needs, for `PUBLIC_URL=https://shop.example/pay`.
 *
 * Next tells nobody whom a request comes from but by `X-Forwarded-For`: set
 * `TRUST_PROXY` to the number of proxies in front, or all buyers count as one.
 */
import { catalogue } from '../demo/catalogue.ts'
import { type EmbeddedServer, embedServer } from '../embed.ts'

export const GET = answer
export const POST = answer
/** What browsers ask before a page of another origin may use the API. */
export const OPTIONS = answer

/** Next hands over the bytes as they were sent; nothing must read them first. */
async function answer(request: Request): Promise<Response> {
  const checkout = await theCheckout()
  if (checkout.handles(new URL(request.url).pathname)) return checkout.fetch(request)
  return Response.json({ error: 'not found' }, { status: 404 })
}

/** Opened by the first request, not by `next build`; one for each process, also when Next reloads this file. */
function theCheckout(): Promise<EmbeddedServer> {
  globalThis.truemoneyCheckout ??= embedServer(process.env, catalogue).catch((error: unknown) => {
    globalThis.truemoneyCheckout = undefined
    throw error
  })
  return globalThis.truemoneyCheckout
}

declare global {
  var truemoneyCheckout: Promise<EmbeddedServer> | undefined
}
