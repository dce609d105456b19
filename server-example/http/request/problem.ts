import { type Problem, problemStatus } from '../../../widget/contract.ts'
import { retryAfterFaultMs } from '../../checkout/store-error.ts'

/** What the merchant's routes return beside the codes of the browser's contract. */
export const serverProblemStatus = {
  ...problemStatus,
  /** The reference has an order of another amount. */
  reference_conflict: 409,
  /** A charge may still be paid and could not be expired. Nothing was changed; try again. */
  unconfirmed: 409,
} as const
export type ServerProblemCode = keyof typeof serverProblemStatus

/** Thrown by a route, and sent as a problem document. `detail` must be fit for everybody to read. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ServerProblemCode
  readonly headers: Record<string, string>
  readonly status: number

  /** `status` differs from the code's own where HTTP has a better word. */
  constructor(
    code: ServerProblemCode,
    detail: string,
    headers: Record<string, string> = {},
    status: number = serverProblemStatus[code],
  ) {
    super(detail)
    this.code = code
    this.headers = headers
    this.status = status
  }
}

const titles: Record<ServerProblemCode, string> = {
  invalid_request: 'The request is not valid',
  unauthorized: 'Not allowed',
  forbidden: 'This site may not use this server',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  already_paid: 'The order is paid already',
  order_cancelled: 'The order is cancelled',
  amount_changed: 'The amount has changed',
  charge_unconfirmed: 'The charge is not confirmed yet',
  payload_too_large: 'The request is too large',
  unsupported_media_type: 'The request is not JSON',
  charge_refused: 'Omise refused the charge',
  refund_refused: 'The refund is not possible',
  rate_limited: 'Too many requests',
  number_limited: 'Too many payments with this phone number',
  internal_error: 'Something went wrong on our side',
  provider_unavailable: 'Payments are not possible just now',
  reference_conflict: 'The reference is taken',
  unconfirmed: 'Not possible just now',
}

/** The database failed and nothing happened: the client can send the same request again. */
export function storeProblem(): HttpProblem {
  return new HttpProblem(
    'provider_unavailable',
    'The database of this server cannot be used just now. Nothing was charged: send it again.',
    retryAfter(retryAfterFaultMs),
  )
}

/** The problem as `application/problem+json` (RFC 9457). */
export function problemResponse({ code, message, headers, status }: HttpProblem): Response {
  return new Response(problemText(code, message, status), {
    status,
    headers: {
      ...headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    },
  })
}

/** The document itself. */
export function problemText(
  code: ServerProblemCode,
  detail: string,
  status: number = serverProblemStatus[code],
): string {
  const problem: Problem = { type: 'about:blank', title: titles[code], status, code, detail }
  return JSON.stringify(problem)
}

/** `Retry-After` in whole seconds. */
export function retryAfter(ms: number | null | undefined): Record<string, string> {
  return ms === null || ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1000)) }
}
