import { StoreError, type StoreFault } from '../../checkout/store-error.ts'

/** SQLite's primary result codes: https://sqlite.org/rescode.html */
const constraint = 19
const faults = new Map<number, StoreFault>([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'read_only'],
  [10, 'unreachable'],
  [13, 'full'],
  [14, 'unreachable'],
])

/** Returns a `StoreError` for faults of the database, and every other error as it is. */
export function translated(error: unknown): unknown {
  const fault = faults.get(primaryCodeOf(error) ?? 0)
  return fault === undefined ? error : new StoreError(fault, error)
}

/** Whether the error lies in what was written: a rule of the database, or a mistake of ours. */
export function isOfOneWrite(error: unknown): boolean {
  const code = primaryCodeOf(error)
  return !(error instanceof StoreError) && (code === undefined || code === constraint)
}

function primaryCodeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
}
