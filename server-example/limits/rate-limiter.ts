import { CompiledQuery } from 'kysely'
import {
  BurstyRateLimiter,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import type { Database } from '../store/database.ts'
import type { SharedCounters } from '../store/engine.ts'
import {
  type LimitedAction,
  limitedActions,
  type NewChargeLimits,
  newChargeKeys,
  newChargeLimits,
  newChargeWindowSeconds,
  type PerAddress,
  perOrder,
  windowSeconds,
} from './limit-rules.ts'

export type RateLimiter = {
  /** Counts a request; returns for how long to wait when there were too many, in milliseconds, else `null`. */
  count(action: CountedAction, by: CountedBy, key: string): Promise<number | null>
  /** Whether anything of the kind is counted. */
  limits(action: CountedAction): boolean
}

export type CountedAction = LimitedAction | 'newCharges'
export type CountedBy = keyof NewChargeLimits

/** Lets everything pass. */
export const noLimits: RateLimiter = { count: async () => null, limits: () => false }

/** Each process lets a tenth of every limit pass by its own count, before it asks what others have let pass. */
const shareOfOwn = 0.1

/**
 * Counts in the database when that is PostgreSQL, so that several processes
 * share one count, else in memory. Nearly every buyer stays below a tenth of
 * the limits, and is spared two of the five questions that a charge puts to the
 * database; in turn each process beyond the first lets a tenth more pass. Looks
 * at payments are always counted in memory: a shared count would cost more than
 * the look. When the database does not answer, memory counts.
 */
export function createRateLimiter(
  perAddress: PerAddress,
  database: Database,
  perNewCharge: NewChargeLimits = newChargeLimits(0),
): RateLimiter {
  const counters = new Map<string, Pick<RateLimiterMemory, 'consume'>>()
  for (const action of limitedActions) {
    if (perAddress[action] === 0) continue
    add(action, 'address', perAddress[action])
    const most = perOrder[action]
    if (most !== undefined) add(action, 'order', most)
  }
  for (const by of newChargeKeys)
    if (perNewCharge[by] > 0) add('newCharges', by, perNewCharge[by], newChargeWindowSeconds)
  return {
    async count(action, by, key) {
      try {
        await counters.get(`${action}:${by}`)?.consume(key)
        return null
      } catch (answer) {
        if (answer instanceof RateLimiterRes) return answer.msBeforeNext
        throw answer
      }
    },
    limits: (action) => [...counters.keys()].some((prefix) => prefix.startsWith(`${action}:`)),
  }

  function add(
    action: CountedAction,
    by: CountedBy,
    points: number,
    duration = windowSeconds,
  ): void {
    const options = { keyPrefix: `${action}:${by}`, points, duration }
    const { sharedCounters } = database.engine
    const counter =
      sharedCounters === null || action === 'payments'
        ? new RateLimiterMemory(options)
        : shared(sharedCounters, options)
    counters.set(options.keyPrefix, counter)
  }

  function shared(
    { table }: SharedCounters,
    options: { keyPrefix: string; points: number; duration: number },
  ): BurstyRateLimiter {
    const own = Math.floor(options.points * shareOfOwn)
    const rest = { ...options, points: options.points - own }
    const inDatabase = new RateLimiterPostgres({
      ...rest,
      insuranceLimiter: new RateLimiterMemory(rest),
      // A client over the limit is refused without another query.
      inMemoryBlockOnConsumed: rest.points,
      storeClient: { query: queryOver(database) },
      storeType: 'client',
      tableName: table,
      tableCreated: true,
      // One limiter deletes expired rows for all.
      clearExpiredByTimeout: counters.size === 0,
    })
    return new BurstyRateLimiter(new RateLimiterMemory({ ...options, points: own }), inDatabase)
  }
}

/** The library's idea of a PostgreSQL client, over the connections that are open anyway. */
function queryOver({ db }: Database) {
  return async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
    return { rows, rowCount: rows.length }
  }
}
