/** The composition with the real world around it: the configured database, Omise, the machine's clock, the log. */
import { Agent } from 'undici'
import type { Logger } from '../checkout/ports.ts'
import { type Composition, compose } from '../compose.ts'
import type { Config } from '../config/config.ts'
import { newChargeLimits } from '../limits/limit-rules.ts'
import { createRateLimiter } from '../limits/rate-limiter.ts'
import { createMetrics, type Metrics } from '../metrics/metrics.ts'
import { createOmiseClient } from '../omise/client.ts'
import { systemClock } from '../runtime/clock.ts'
import { type CorrectedClock, createCorrectedClock } from '../runtime/corrected-clock.ts'
import { randomIds } from '../runtime/ids.ts'
import { createLogger } from '../runtime/logger.ts'
import type { Channel } from '../shop/delivery.ts'
import { type EventHandlers, handlersChannel } from '../shop/handlers-channel.ts'
import { webhookChannel } from '../shop/webhook-channel.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate, pendingMigrations } from '../store/migrations.ts'
import { readOpenWork } from '../store/orders/open-work.ts'
import { createOutbox } from '../store/outbox/outbox.ts'
import { createDatabaseCheck } from '../store/readiness.ts'
import { productionWaits } from '../waits.ts'

const databaseCheck = { patienceMs: 2_000, keepForMs: 1_000 }

export type OpenCheckout = {
  readonly checkout: Composition
  readonly database: Database
  readonly logger: Logger
  /** Kept when the configuration names a port to read them from. */
  readonly metrics: Metrics | undefined
  close(): Promise<void>
}

export type Served = {
  readonly publicUrl: string
  /** The shop's functions for its events. */
  readonly on?: EventHandlers | undefined
  /** Where the log goes; default `stdout`. */
  readonly logTo?: 'stdout' | 'stderr'
}

/** Opens and migrates the database, and joins everything. Listens nowhere and starts nothing by itself. */
export async function openCheckout(
  config: Config,
  served: Served = notServed,
): Promise<OpenCheckout> {
  const logger = createLogger(config.logLevel, served.logTo)
  const database = openDatabase(config.databaseUrl, (error) =>
    logger.warn({ error }, 'a database connection broke; another is opened'),
  )
  await prepareSchema(database, config.migrateAtStart).catch(async (error: unknown) => {
    await database.db.destroy()
    throw error
  })
  const dispatcher = new Agent({ connections: 64, connect: { timeout: 10_000 } })
  const time = createCorrectedClock(
    systemClock,
    database.engine.isShared ? 'database' : 'Omise',
    logger,
  )
  const clockCheck = await keepSeeingDatabase(database, time)
  const provider = createOmiseClient({
    ...config.omise,
    dispatcher,
    timeoutMs: productionWaits.omiseTimeoutMs,
    clockWatch: { now: time.machineNow, see: (sighting) => time.see('Omise', sighting) },
  })
  const metrics = config.metricsPort === undefined ? undefined : metricsOf(database)
  const checkDatabase = createDatabaseCheck(database, databaseCheck)
  const checkout = compose(
    { ...config, publicUrl: served.publicUrl },
    {
      database,
      provider: () => provider,
      clock: time.clock,
      omiseAheadMs: time.omiseAheadMs,
      ids: randomIds,
      logger,
      limiter: createRateLimiter(
        config.rateLimits,
        database,
        newChargeLimits(config.newChargesPerNumber),
      ),
      channels: channelsOf(config, served, dispatcher),
      waits: productionWaits,
      metrics,
      async readiness() {
        const state = await checkDatabase()
        return state === 'ready' ? state : `database_${state}`
      },
    },
  )
  return {
    checkout,
    database,
    logger,
    metrics,
    async close() {
      clearInterval(clockCheck)
      await dispatcher.close()
      await database.db.destroy()
    },
  }
}

const clockCheckEveryMs = 60_000

/** Compares this machine's clock with a shared database's: before anything is written, and every minute. */
async function keepSeeingDatabase(
  database: Database,
  time: CorrectedClock,
): Promise<NodeJS.Timeout> {
  const see = async () => {
    const sentAt = time.machineNow()
    const theirs = await database.engine.readClock(database.db)
    const receivedAt = time.machineNow()
    if (theirs !== undefined) time.see('database', { sentAt, receivedAt, theirs, resolutionMs: 1 })
  }
  // Twice: one sighting alone is not accepted.
  await see()
  await see()
  // A database that does not respond is reported elsewhere.
  return setInterval(() => void see().catch(() => undefined), clockCheckEveryMs).unref()
}

async function prepareSchema(database: Database, mayMigrate: boolean): Promise<void> {
  if (mayMigrate) return migrate(database)
  const pending = await pendingMigrations(database)
  if (pending.length === 0) return
  throw new Error(
    `Expected a database with every migration of this version, these are missing: ${pending.join(', ')}. Run truemoney-checkout-server migrate, or leave MIGRATE unset.`,
  )
}

/** For commands that serve no buyer: their result is on standard output. */
const notServed = { publicUrl: 'http://localhost', logTo: 'stderr' } as const

function channelsOf(
  { shopWebhook }: Config,
  { on }: Served,
  dispatcher: Agent,
): readonly Channel[] {
  return [
    ...(on === undefined ? [] : [handlersChannel(on)]),
    ...(shopWebhook === undefined ? [] : [webhookChannel(shopWebhook, dispatcher, Date.now)]),
  ]
}

function metricsOf(database: Database): Metrics {
  return createMetrics({
    readOpenWork: () => readOpenWork(database, Date.now()),
    readBacklog: createOutbox(database).readBacklog,
    now: Date.now,
  })
}
