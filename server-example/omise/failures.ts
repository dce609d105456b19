/** What a failed call means: whether Omise may have done what was asked. */
import { errors } from 'undici'
import type * as z from 'zod/mini'
import { ProviderError } from '../checkout/provider.ts'
import { errorAnswer } from './schemas.ts'

export type Answer = {
  readonly status: number
  readonly retryAfter: string | string[] | undefined
  readonly text: string
}

const definiteNo = new Set([400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 422])

/** A response other than 200: Omise's error object, a gateway's page, or something else. */
export function badAnswer(what: string, answer: Answer, json: unknown): ProviderError {
  const { status, retryAfter } = answer
  const error = errorAnswer.safeParse(json)
  const code = error.success ? error.data.code : null
  const message = error.success ? error.data.message : `${what} answered ${status}`
  const details = { code, httpStatus: status, retryAfterMs: retryAfterMs(retryAfter) }
  // 429: refused before anything was done.
  if (status === 429) return new ProviderError(message, { ...details, outcome: 'not_done' })
  const refused = definiteNo.has(status) && error.success
  return new ProviderError(message, { ...details, outcome: refused ? 'refused' : 'unknown' })
}

/** A call without a response. */
export function noAnswer(what: string, cause: unknown): ProviderError {
  const outcome = neverLeft(cause) ? 'not_done' : 'unknown'
  const message = `${what} had no answer from Omise (${nameOf(cause)})`
  return new ProviderError(message, { outcome, cause })
}

/** True only when no byte of the request can have reached Omise. */
function neverLeft(cause: unknown): boolean {
  if (cause instanceof errors.ConnectTimeoutError) return true
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}

export function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no reason'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}

/** Names of the fields that are not as documented: their values are never repeated. */
export function fieldsOf({ issues }: z.core.$ZodError): string {
  return issues.map(({ path }) => path.join('.')).join(', ')
}

/** A gateway that asks for a day must not stop us for a day. */
const longestPauseMs = 5 * 60_000

/** Seconds or an HTTP date, as RFC 9110 has it; Omise does not document that it sends any. */
function retryAfterMs(header: Answer['retryAfter']): number | null {
  const text = Array.isArray(header) ? header[0] : header
  if (text === undefined) return null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestPauseMs)
}
