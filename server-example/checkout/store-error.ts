/**
 * Why the store cannot do its work now. Nothing is wrong with the work itself:
 * `busy` another process holds a lock, or no connection became free in time; `full` no room on the
 * disk; `read_only` nothing can be written; `unreachable` no response, or a disk that fails.
 */
export const storeFaults = ['busy', 'full', 'read_only', 'unreachable'] as const
export type StoreFault = (typeof storeFaults)[number]

/**
 * Thrown by the store in place of what its driver threw, which is the `cause`. Nothing was written,
 * unless it is `unreachable`: then a connection may have broken on the way back.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault

  constructor(fault: StoreFault, cause: unknown) {
    super(messages[fault], { cause })
    this.fault = fault
  }
}

const messages: Record<StoreFault, string> = {
  busy: 'The database is busy: no lock or connection became free in time.',
  full: 'The database has no room left on its disk.',
  read_only: 'The database takes no writes.',
  unreachable: 'The database does not answer, or its disk fails.',
}

/** How long a caller should wait before it retries. A choice: long enough for a lock to be released. */
export const retryAfterFaultMs = 2_000
