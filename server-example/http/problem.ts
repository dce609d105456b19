import { type Problem, type ProblemCode, problemStatus } from '../../widget/contract.ts'

/** Thrown by a route, answered as a problem document. `detail` must be fit for anybody to read. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ProblemCode
  readonly headers: Record<string, string>
  readonly status: number

  /** `status` differs from the code's own where HTTP has a better word. */
  constructor(
    code: ProblemCode,
    detail: string,
    headers: Record<string, string> = {},
    status: number = problemStatus[code],
  ) {
    super(detail)
    this.code = code
    this.headers = headers
    this.status = status
  }
}

const titles: Record<ProblemCode, string> = {
  invalid_request: 'The request is not valid',
  unauthorized: 'Not allowed',
  forbidden: 'This site may not use this server',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  already_paid: 'The order is paid already',
  amount_changed: 'The amount has changed',
  charge_unconfirmed: 'The charge is not confirmed yet',
  payload_too_large: 'The request is too large',
  unsupported_media_type: 'The request is not JSON',
  charge_refused: 'Omise refused the charge',
  refund_refused: 'The refund is not possible',
  rate_limited: 'Too many requests',
  internal_error: 'Something went wrong on our side',
  provider_unavailable: 'The payment provider cannot be reached',
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
  code: ProblemCode,
  detail: string,
  status: number = problemStatus[code],
): string {
  const problem: Problem = { type: 'about:blank', title: titles[code], status, code, detail }
  return JSON.stringify(problem)
}

/** `Retry-After` in whole seconds. */
export function retryAfter(ms: number | null | undefined): Record<string, string> {
  return ms === null || ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1000)) }
}
