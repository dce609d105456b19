/** A call to Omise as the proxy saw it: who asked for what, and from when until when. */
import { type Fault, nameOfFault } from '../schedule/fault.ts'

export type Operation =
  | 'create charge'
  | 'list charges'
  | 'get charge'
  | 'expire charge'
  | 'create refund'
  | 'list refunds'
  | 'get source'
  | 'warehouse'
  | 'shop webhook'
  | 'other'

export type Call = {
  readonly process: string
  readonly role: string
  readonly operation: Operation
  /** `null` where the path names none. */
  readonly chargeId: string | null
  /** The event that is delivered to the shop, `null` in a call to Omise. */
  readonly subject: string | null
  readonly startedAt: number
  readonly fault: string
  /** `null` while nobody has answered and the caller still waits. */
  endedAt: number | null
  /** The caller hung up before it was answered. */
  isAborted: boolean
}

export type Asked = {
  readonly process: string
  readonly role: string
  readonly operation: Operation
  readonly chargeId: string | null
  readonly subject: string | null
  /** Omise's own path, with the query. */
  readonly path: string
}

/** Reads `/PROCESS/charges/…`. */
export function readAsked(method: string, url: string, role: string): Asked {
  const [, process = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(url) ?? []
  const [, head = '', id = '', below = ''] = rest.replace(/\?.*/, '').split('/')
  const chargeId = head === 'charges' && id !== '' ? id : null
  const subject = head === 'shop' && below !== '' ? below : null
  return {
    process,
    role,
    path: rest,
    chargeId,
    subject,
    operation: operationOf(method, head, id, below),
  }
}

export function startCall(
  { process, role, operation, chargeId, subject }: Asked,
  fault: Fault,
  now: number,
): Call {
  return {
    process,
    role,
    operation,
    chargeId,
    subject,
    startedAt: now,
    fault: nameOfFault(fault),
    endedAt: null,
    isAborted: false,
  }
}

function operationOf(method: string, head: string, id: string, below: string): Operation {
  if (head === 'shop') return id === 'warehouse' ? 'warehouse' : 'shop webhook'
  if (head === 'sources') return 'get source'
  if (head !== 'charges') return 'other'
  const isPost = method === 'POST'
  if (below === 'refunds') return isPost ? 'create refund' : 'list refunds'
  if (below === 'expire') return 'expire charge'
  if (id === '') return isPost ? 'create charge' : 'list charges'
  return 'get charge'
}
