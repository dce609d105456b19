import type { OrderBook } from '../store/order-book.ts'

/** The last sweep and the next, as the merchant reads them: times in ISO 8601. */
export function sweepOf({ last, dueAt }: Awaited<ReturnType<OrderBook['readSweep']>>) {
  return {
    /** In the past when it is due and has not begun, or runs just now. */
    nextAt: iso(dueAt),
    last:
      last === undefined
        ? null
        : {
            since: iso(last.sinceMs),
            startedAt: iso(last.startedAt),
            endedAt: iso(last.endedAt),
            charges: last.charges,
            notOurs: last.notOurs,
            found: last.found,
            findings: last.findings,
          },
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
