/** What Omise would refuse: a value, because being refused is an answer and not an accident. */
export class Refusal {
  readonly code: RefusalCode
  readonly message: string

  constructor(code: RefusalCode, message: string) {
    this.code = code
    this.message = message
  }
}

export type RefusalCode = keyof typeof httpStatusOf

/** The codes the simulator uses, with Omise's status for each. 422 and the status of `not_authorized`
 * are inferred: the documents list the codes without it. */
export const httpStatusOf = {
  bad_request: 400,
  expired_charge: 400,
  failed_capture: 400,
  failed_expire: 400,
  failed_refund: 400,
  failed_reverse: 400,
  failed_void: 400,
  feature_not_supported: 400,
  invalid_charge: 400,
  authentication_failure: 401,
  not_found: 404,
  service_not_found: 404,
  invalid_filter: 422,
  invalid_page: 422,
  invalid_per_page: 422,
  invalid_scope: 422,
  too_many_requests: 429,
  internal_error: 500,
  search_unavailable: 503,
} as const

/** Omise's error object; the same in both versions. */
export function errorObject(code: string, message: string) {
  return {
    object: 'error',
    location: `https://www.omise.co/api-errors#${code.replaceAll('_', '-')}`,
    code,
    message,
  }
}
