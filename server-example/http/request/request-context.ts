/**
 * The context of the current request: its id, and the ids of what it has touched.
 * It is used for the log and decides nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Logger } from '../../checkout/ports.ts'

export type RequestContext = { readonly requestId: string; readonly ids: Record<string, unknown> }

const current = new AsyncLocalStorage<RequestContext>()
const idFields = ['orderId', 'attemptId', 'chargeId', 'refundId', 'eventId'] as const

/** Runs the work as a request with this id. */
export function asRequest<T>(requestId: string, work: (request: RequestContext) => T): T {
  const request = { requestId, ids: {} }
  return current.run(request, () => work(request))
}

/**
 * Returns the caller's id when it is a UUID or a trace id, else a new one. Not by
 * Hono's `requestId`, which takes any word: a phone number would get into the log.
 */
export function requestIdFrom(header: string | undefined): string {
  const isWellFormed = header !== undefined && /^(?=.{16,36}$)[0-9a-f]+(-[0-9a-f]+)*$/i.test(header)
  return isWellFormed && !/^[\d-]+$/.test(header) ? header : randomUUID()
}

/** Adds ids to the line that is logged for the request. */
export function noteIds(fields: Record<string, unknown>): void {
  const ids = current.getStore()?.ids
  if (ids === undefined) return
  for (const name of idFields)
    if (fields[name] !== undefined && fields[name] !== null) ids[name] = fields[name]
}

/** Returns a logger that adds the current request's id to each line. */
export function withRequestIds(logger: Logger): Logger {
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (fields: Record<string, unknown>, message: string): void => {
      const request = current.getStore()
      noteIds(fields)
      const all = request === undefined ? fields : { requestId: request.requestId, ...fields }
      logger[level](all, message)
    }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
