/**
 * A clock that runs faster than the machine's: production waits 10 seconds for a
 * first look, 30 for Omise and 60 before it gives an attempt up, and a suite of
 * thousands of schedules cannot. Server, simulator and suite share one formula,
 * so their clocks agree without talking; `advance` leaps over days on top of it.
 */
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { Clock } from '../../../server-example/checkout/ports.ts'

export const fastClockSettings = z.object({
  /** Machine time at which this clock showed the same time, in milliseconds since 1970. */
  startedAt: z.number(),
  /** Seconds of this clock in one of the machine's. */
  scale: z.number(),
  /** How far it was advanced since. */
  aheadMs: z.number(),
})
export type FastClockSettings = z.infer<typeof fastClockSettings>

export type FastClock = Clock & {
  advance(ms: number): void
  settings(): FastClockSettings
}

/** Who waits for another process by looking every 50 ms must not burn the processor at fiftyfold speed. */
const shortestSleepMs = 4

export function createFastClock(settings: FastClockSettings): FastClock {
  const { startedAt, scale } = settings
  let { aheadMs } = settings
  return {
    now() {
      const machineMs = performance.timeOrigin + performance.now()
      return Math.floor(startedAt + aheadMs + (machineMs - startedAt) * scale)
    },
    sleep: (ms, signal) =>
      wait(
        Math.max(ms / scale, shortestSleepMs),
        undefined,
        signal === undefined ? {} : { signal },
      ),
    advance(ms) {
      aheadMs += ms
    },
    settings: () => ({ startedAt, scale, aheadMs }),
  }
}
