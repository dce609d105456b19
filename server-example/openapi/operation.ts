/** What one address of the server takes and returns: a row of the table that the OpenAPI document is made of. */
import type * as z from 'zod/mini'
import type { ServerProblemCode } from '../http/request/problem.ts'

export type Operation = {
  readonly id: string
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/api/orders/{orderId}/payment`. */
  readonly path: string
  readonly summary: string
  /** Whose token or signature it needs. */
  readonly caller: Caller
  readonly query?: Readonly<Record<string, Parameter>>
  readonly headers?: Readonly<Record<string, Parameter>>
  readonly body?: z.ZodMiniType
  /** By status. Without a schema there is no body. */
  readonly answers: Readonly<Record<number, Answer>>
  /** Beside those that any call of the same caller may get. */
  readonly problems: readonly ServerProblemCode[]
  /** Statuses that a problem has here in place of its own. */
  readonly otherStatus?: Readonly<Partial<Record<ServerProblemCode, number>>>
}

export type Caller = 'anybody' | 'buyer' | 'merchant' | 'omise'

export type Parameter = { readonly description: string; readonly schema: z.ZodMiniType }

export type Answer = { readonly description: string; readonly schema?: z.ZodMiniType }

const fromAnybody: readonly ServerProblemCode[] = [
  'forbidden',
  'rate_limited',
  'internal_error',
  'provider_unavailable',
]
const ofBodies: readonly ServerProblemCode[] = [
  'invalid_request',
  'unsupported_media_type',
  'payload_too_large',
]

/** Every problem that the operation may return, by its HTTP status. */
export function problemsByStatus(
  operation: Operation,
  statusOf: Readonly<Record<ServerProblemCode, number>>,
): ReadonlyMap<number, readonly ServerProblemCode[]> {
  const { caller, body, problems, otherStatus = {} } = operation
  const codes = new Set<ServerProblemCode>([
    ...problems,
    ...fromAnybody,
    ...(caller === 'anybody' ? [] : (['unauthorized'] as const)),
    ...(body === undefined ? [] : ofBodies),
  ])
  const byStatus = new Map<number, readonly ServerProblemCode[]>()
  for (const code of codes)
    for (const status of [statusOf[code], otherStatus[code]])
      if (status !== undefined) byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  return byStatus
}
