import { Hono } from 'hono'
import type { CheckoutStore, Clock } from '../checkout/ports.ts'
import { type PaymentProvider, ProviderError } from '../checkout/provider.ts'
import type { QrLinks } from '../methods/qr-links.ts'
import { isOrderId } from '../runtime/ids.ts'
import type { Guard } from './merchant/guard.ts'
import { HttpProblem, retryAfter } from './request/problem.ts'
import { noteIds } from './request/request-context.ts'

export type QrRoutesDeps = {
  readonly store: CheckoutStore
  readonly provider: PaymentProvider
  readonly clock: Clock
  readonly links: QrLinks
  readonly guard: Guard
}

/** The picture runs and loads nothing, also when it is opened by itself; an SVG may style itself. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  // Pages of other origins show it; the signature decides who may see it.
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** `GET /api/orders/:orderId/qr`: the picture of a pending charge's QR code, relayed from Omise. */
export function qrRoutes({ store, provider, clock, links, guard }: QrRoutesDeps): Hono {
  const routes = new Hono()
  routes.get('/:orderId/qr', guard.address('payments'), async (c) => {
    const orderId = c.req.param('orderId')
    const attemptId = links.openedBy(orderId, c.req.query(), clock.now())
    if (attemptId === undefined || !isOrderId(orderId)) throw gone()
    noteIds({ orderId })
    const order = await store.findOrder(orderId)
    const attempt = order?.attempts.find(({ id }) => id === attemptId)
    if (attempt?.state !== 'pending' || attempt.qr === null) throw gone()
    try {
      const { contentType, bytes } = await provider.getQrPicture(attempt.qr.uri)
      const extension = contentType === 'image/png' ? 'png' : 'svg'
      const isSaved = c.req.query('save') !== undefined
      return c.body(new Uint8Array(bytes), 200, {
        ...headers,
        'content-type': contentType,
        'content-disposition': `${isSaved ? 'attachment' : 'inline'}; filename="truemoney-qr.${extension}"`,
      })
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      throw new HttpProblem(
        'provider_unavailable',
        'Omise did not show the QR code. Load it again.',
        retryAfter(error.retryAfterMs),
      )
    }
  })
  return routes
}

function gone(): HttpProblem {
  return new HttpProblem(
    'not_found',
    'There is no such QR code, or it cannot be paid any more: read the payment.',
  )
}
