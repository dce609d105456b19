import { StoreError, type StoreFault } from '../../checkout/store-error.ts'

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or Node's code. */
const faults: readonly (readonly [RegExp, StoreFault])[] = [
  [/^25006$/, 'read_only'],
  [/^53100$/, 'full'],
  // No connection left; a lock or a response that took too long.
  [/^(53300|53400|55P03|57014)$/, 'busy'],
  [/^(08\w{3}|28\w{3}|3D000|53200|57P0\d|58\w{3})$/, 'unreachable'],
  [/^E[A-Z_]+$/, 'unreachable'],
]

/** The driver's own words for a connection that broke or never came to be; they have no code. */
const broken =
  /^(Connection terminated|Query read timeout|timeout expired|Client (was closed|has encountered))/

/** Returns a `StoreError` for faults of the database or the connection, and every other error as it is. */
export function translated(error: unknown): unknown {
  const fault = faultOf(error)
  return fault === undefined ? error : new StoreError(fault, error)
}

function faultOf(error: unknown): StoreFault | undefined {
  const code = codeOf(error)
  if (code !== undefined) return faults.find(([pattern]) => pattern.test(code))?.[1]
  return error instanceof Error && broken.test(error.message) ? 'unreachable' : undefined
}

/** Two transactions conflicted, and this one was undone: it can be retried. */
export function isConflict(error: unknown): boolean {
  return /^(40001|40P01)$/.test(codeOf(error) ?? '')
}

/** The server, or this role, has no connection left. */
export function isOutOfConnections(error: unknown): boolean {
  return codeOf(error) === '53300'
}

/** A pooler such as PgBouncer shares its connections by transaction: it refuses settings of a session. */
export function isStartupParameterRefused(error: unknown): boolean {
  return error instanceof Error && /unsupported startup parameter/i.test(error.message)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
