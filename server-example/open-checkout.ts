/** Opens what every command works with: the store, Omise, the clock, the log. */
import { Agent } from 'undici'
import type { CreateChargeDeps } from './checkout/create-charge.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { randomIds } from './ids.ts'
import { createLog } from './log.ts'
import { createOmiseClient } from './omise/client.ts'
import { type Database, openDatabase } from './store/database.ts'
import { migrate } from './store/migrations.ts'
import { createOrderStore } from './store/order-store.ts'

/** Longest wait for an answer of Omise. */
export const omiseTimeoutMs = 30_000
/** An attempt without a charge is abandoned well after its answer could still have come. */
const abandonAfterMs = 2 * omiseTimeoutMs

export type OpenCheckout = {
  readonly checkout: CreateChargeDeps
  readonly database: Database
  close(): Promise<void>
}

export async function openCheckout(config: Config): Promise<OpenCheckout> {
  const journal = createLog(config.logLevel)
  const database = openDatabase(config.databaseUrl, (error) =>
    journal.warn({ error }, 'a database connection broke; another is opened'),
  )
  await migrate(database)
  const dispatcher = new Agent({ connections: 64, connect: { timeout: 10_000 } })
  return {
    database,
    checkout: {
      store: createOrderStore(database),
      provider: createOmiseClient({ ...config.omise, dispatcher, timeoutMs: omiseTimeoutMs }),
      clock: systemClock,
      ids: randomIds,
      journal,
      abandonAfterMs,
      waitForOtherMs: 20_000,
    },
    async close() {
      await dispatcher.close()
      await database.db.destroy()
    },
  }
}
