/** The reconciler's own code over a database, with a clock that is far enough ahead for everything to be due. */
import { reconcileDue } from '../../../server-example/checkout/reconciler.ts'
import { parseConfig } from '../../../server-example/config/config.ts'
import { systemClock } from '../../../server-example/runtime/clock.ts'
import { openCheckout } from '../../../server-example/start/open-checkout.ts'
import { serverSettings } from './merchant-settings.ts'

export type Passes = {
  /** Looks that many times at what is due, and answers what an order took: in ms each look, in µs of CPU all. */
  look(
    times: number,
  ): Promise<{ readonly latencies: readonly number[]; readonly cpuMicros: number }>
  close(): Promise<void>
}

const options = { everyMs: 0, parallel: 10, perSecond: 1_000_000, leaseMs: 120_000 }
const aheadMs = 2 * 86_400_000

export async function openPasses(databaseUrl: string, omiseUrl: string): Promise<Passes> {
  const parsed = parseConfig({ ...serverSettings(databaseUrl, omiseUrl), LOG_LEVEL: 'error' })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const { checkout, close } = await openCheckout(parsed.config)
  const clock = { ...systemClock, now: () => Date.now() + aheadMs }
  return {
    close,
    async look(times) {
      const latencies: number[] = []
      const before = process.cpuUsage()
      for (let nth = 0; nth < times; nth += 1) {
        const startedAt = performance.now()
        const { orders } = await reconcileDue({ ...checkout.checkout('clock'), clock }, options)
        if (orders < options.parallel)
          throw new Error(`Expected ${options.parallel} orders to be due, got ${orders}.`)
        latencies.push((performance.now() - startedAt) / orders)
      }
      const { user, system } = process.cpuUsage(before)
      return { latencies, cpuMicros: (user + system) / (times * options.parallel) }
    },
  }
}
