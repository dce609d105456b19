import type { ShopError, ShopErrorCode } from '../../shop/shop-error.ts'
import { HttpProblem, retryAfter, type ServerProblemCode } from '../request/problem.ts'

const codes: Record<ShopErrorCode, ServerProblemCode> = {
  invalid_request: 'invalid_request',
  not_found: 'not_found',
  reference_conflict: 'reference_conflict',
  already_paid: 'already_paid',
  order_cancelled: 'order_cancelled',
  unconfirmed: 'unconfirmed',
  refund_refused: 'refund_refused',
  order_changed: 'refund_refused',
  provider_unavailable: 'provider_unavailable',
}

/** The problem document of what the shop's call failed with. */
export function shopProblem({ code, message, retryAfterMs }: ShopError): HttpProblem {
  const headers = retryAfter(retryAfterMs)
  // The condition that the caller set with If-Match was not met.
  return code === 'order_changed'
    ? new HttpProblem('refund_refused', message, headers, 412)
    : new HttpProblem(codes[code], message, headers)
}
