/** The simulator's time. Omise's times show whole seconds; the clock counts milliseconds. */
export type Clock = {
  now: () => number
  advance: (milliseconds: number) => void
  reset: () => void
  /** True when only `advance` moves it, so that the same requests get the same times. */
  readonly standsStill: boolean
}

/** With `startAt` the clock stands still there until it is advanced; without, it runs with the machine's. */
export function createClock(startAt?: Date | string | number): Clock {
  const start = startAt === undefined ? undefined : new Date(startAt).getTime()
  if (start !== undefined && Number.isNaN(start)) {
    throw new TypeError(`Expected startAt to be a date, got ${JSON.stringify(startAt)}.`)
  }
  let advancedMs = 0
  return {
    now: () => (start ?? Date.now()) + advancedMs,
    advance(milliseconds) {
      advancedMs += milliseconds
    },
    reset() {
      advancedMs = 0
    },
    standsStill: start !== undefined,
  }
}

/** `2019-05-17T08:09:48Z`: how both API versions write a time. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Reads an RFC 3339 date or time; `null` when it is none. */
export function fromTimestamp(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i.test(text)) return null
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? null : milliseconds
}
