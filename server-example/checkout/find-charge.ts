/**
 * Finds the charges of attempts whose outcome is unknown. Omise has no lookup by
 * metadata, so its list of charges is read. Concurrent callers share one reading,
 * and readings begin at least a pause apart, however many callers wait.
 */
import type { Clock } from './ports.ts'
import { type ChargeReading, type PaymentProvider, ProviderError } from './provider.ts'

export type Found = {
  /** `undefined`: the list did not have it. */
  readonly charge: ChargeReading | undefined
  /** When the reading began: a charge that was made or listed later could not be in it. */
  readonly asOf: number
}

/** Searches the charges made since `sinceMs`. Throws `ProviderError` when the list, or that charge in it, cannot be read. */
export type FindCharge = (wanted: { attemptId: string; sinceMs: number }) => Promise<Found>

type Waiter = {
  readonly attemptId: string
  readonly sinceMs: number
  readonly resolve: (found: Found) => void
  readonly reject: (error: unknown) => void
}

export function createChargeFinder({
  provider,
  clock,
  pauseMs,
  claim,
}: {
  readonly provider: Pick<PaymentProvider, 'listCharges'>
  readonly clock: Clock
  /** Between the beginnings of two readings. */
  readonly pauseMs: number
  /** Claims a reading among all processes; resolves with the milliseconds to wait, 0 for none. */
  readonly claim: (claim: { now: number; pauseMs: number }) => Promise<number>
}): FindCharge {
  let waiting: Waiter[] = []
  let isReading = false
  let nextAt = 0

  return ({ attemptId, sinceMs }) =>
    new Promise((resolve, reject) => {
      waiting.push({ attemptId, sinceMs, resolve, reject })
      if (!isReading) void readAll()
    })

  async function readAll(): Promise<void> {
    isReading = true
    try {
      while (waiting.length > 0) {
        // Callers that come while this sleeps share the same reading.
        await clock.sleep(Math.min(Math.max(0, nextAt - clock.now()), longestPauseMs))
        await waitForTurn()
        const served = waiting
        waiting = []
        nextAt = clock.now() + pauseMs
        nextAt += await readFor(served)
      }
    } finally {
      isReading = false
      for (const { reject } of waiting)
        reject(new Error('Expected the list of charges to be read.'))
    }
  }

  async function waitForTurn(): Promise<void> {
    for (let waitMs = 1; waitMs > 0; ) {
      // A failing database is reported elsewhere; this process still keeps its own pause.
      waitMs = await claim({ now: clock.now(), pauseMs }).catch(() => 0)
      if (waitMs > 0) await clock.sleep(Math.min(waitMs, pauseMs))
    }
  }

  /** Resolves with the pause that Omise asked for, in milliseconds. */
  async function readFor(served: readonly Waiter[]): Promise<number> {
    const asOf = clock.now()
    let open = served
    try {
      for await (const one of provider.listCharges(Math.min(...served.map(oldest)))) {
        const mine = open.filter(({ attemptId }) => attemptId === one.attemptId)
        if (mine.length === 0) continue
        open = open.filter((waiter) => !mine.includes(waiter))
        for (const { resolve, reject } of mine)
          if ('unreadable' in one) reject(unreadable(one))
          else resolve({ charge: one, asOf })
        if (open.length === 0) return 0
      }
      for (const { resolve } of open) resolve({ charge: undefined, asOf })
      return 0
    } catch (error) {
      for (const { reject } of open) reject(error)
      return error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0
    }
  }
}

/** Omise's `Retry-After` is bounded where it is read; this bounds a clock that was set back. */
const longestPauseMs = 5 * 60_000

function oldest({ sinceMs }: Waiter): number {
  return sinceMs
}

function unreadable({ id, unreadable: fields }: { id: string | null; unreadable: string }) {
  return new ProviderError(
    `Expected charge ${id ?? 'without id'} as documented in Omise’s list; not understood: ${fields}`,
    { outcome: 'unknown' },
  )
}
