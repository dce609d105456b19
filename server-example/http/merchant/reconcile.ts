import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Clock } from '../../checkout/ports.ts'

/** How many orders were reconciled, and how many deliveries were tried. */
export const dueWork = z.object({ orders: z.int(), events: z.int() })

/** Does what is due, until the signal aborts. */
export type DueWork = (signal: AbortSignal) => Promise<z.infer<typeof dueWork>>

/** Platforms end a function after a while; what is left then is done by the next call. */
const stopAfterMs = 20_000

/**
 * `POST /api/merchant/reconcile`, for platforms whose processes do not live
 * between requests: a cron job calls it each minute, and it does what a running
 * process does by itself. Concurrent calls share the work.
 */
export function merchantReconcileRoutes(runDueWork: DueWork, clock: Clock): Hono {
  const routes = new Hono()
  let running: ReturnType<DueWork> | undefined

  routes.post('/', async (c) => {
    running ??= run().finally(() => (running = undefined))
    return c.json(await running)
  })

  return routes

  async function run(): ReturnType<DueWork> {
    const stop = new AbortController()
    const done = new AbortController()
    void clock.sleep(stopAfterMs, done.signal).then(
      () => stop.abort(),
      () => undefined,
    )
    try {
      return await runDueWork(stop.signal)
    } finally {
      done.abort()
    }
  }
}
