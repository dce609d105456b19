/**
 * Keeps the number of schedules under way to what the machine can bear. The
 * fast clock does not wait for a busy processor: where everything takes ten
 * times as long, every call runs into its time-out, and the suite would test
 * nothing but time-outs.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export type Pace = {
  /** Resolves when one more may begin; `wasTooBusy` says how the machine was from then on. */
  begin(): Promise<{ wasTooBusy(): boolean }>
  end(): void
  close(): void
}

/** A twentieth of the shortest time-out at the usual speed. */
const bearableDelayMs = 30
const measureEveryMs = 250
/** A third of the shortest time-out: waits of the servers run out, although nothing is wrong with them. */
const tooBusyDelayMs = 200

export function createPace(): Pace {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let isLate = false
  let underWay = 0
  let tooBusyAt = Number.NEGATIVE_INFINITY
  const measuring = setInterval(() => {
    isLate = delay.percentile(95) / 1e6 > bearableDelayMs
    if (delay.max / 1e6 > tooBusyDelayMs) tooBusyAt = performance.now()
    delay.reset()
  }, measureEveryMs).unref()

  return {
    async begin() {
      // One is always let through: other people's load must not stop the suite for good.
      while (isLate && underWay > 0) await wait(measureEveryMs)
      underWay += 1
      const begunAt = performance.now()
      return { wasTooBusy: () => tooBusyAt >= begunAt }
    },
    end() {
      underWay -= 1
    },
    close() {
      clearInterval(measuring)
      delay.disable()
    },
  }
}
