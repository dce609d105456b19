import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../store/database.ts'
import { type EngineName, engineNames } from '../store/database-url.ts'
import { migrate } from '../store/migrations.ts'
import {
  newDatabase,
  startTestPostgres,
  type TestPostgres,
} from '../store/test-support/test-postgres.ts'
import { type LimitedAction, perOrder, standardPerAddress } from './limit-rules.ts'
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

const opened: Database[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ db }) => db.destroy()))
})

const engines: Record<EngineName, () => Promise<string>> = {
  SQLite: async () => 'sqlite::memory:',
  PostgreSQL: () => newDatabase(postgres),
}
const three = { ...standardPerAddress, webhooks: 3, payments: 3 }

// What every engine must do.
describe.each(engineNames)('rate limits on %s', (engine) => {
  it('let as many pass as they say, for each address and action', async () => {
    const limiter = createRateLimiter(three, await open(await engines[engine]()))
    const counts = []
    for (let i = 0; i < 5; i++) counts.push(await limiter.count('webhooks', 'address', 'a'))
    expect(counts.slice(0, 3)).toEqual([null, null, null])
    for (const waitMs of counts.slice(3)) {
      expect(waitMs).toBeGreaterThan(0)
      expect(waitMs).toBeLessThanOrEqual(60_000)
    }
    expect(await limiter.count('webhooks', 'address', 'b')).toBeNull()
    expect(await limiter.count('charges', 'address', 'a')).toBeNull()
  })

  it('count what comes at once', async () => {
    const limiter = createRateLimiter(three, await open(await engines[engine]()))
    const counts = await Promise.all(
      Array.from({ length: 10 }, () => limiter.count('webhooks', 'address', 'a')),
    )
    expect(counts.filter((one) => one === null)).toHaveLength(3)
  })

  it('count for an order apart from its address', async () => {
    const limiter = createRateLimiter(three, await open(await engines[engine]()))
    const most = perOrder.charges ?? 0
    for (let i = 0; i < most; i++) expect(await limiter.count('charges', 'order', 'o')).toBeNull()
    expect(await limiter.count('charges', 'order', 'o')).not.toBeNull()
    expect(await limiter.count('charges', 'order', 'p')).toBeNull()
  })

  it('count new charges by what they have in common, for ten minutes', async () => {
    const database = await open(await engines[engine]())
    const limiter = createRateLimiter(three, database, { number: 2, order: 3, address: 4 })
    for (const [by, most] of [
      ['number', 2],
      ['order', 3],
      ['address', 4],
    ] as const) {
      for (let i = 0; i < most; i++) expect(await limiter.count('newCharges', by, 'a')).toBeNull()
      expect(await limiter.count('newCharges', by, 'a')).toBeGreaterThan(60_000)
      expect(await limiter.count('newCharges', by, 'b')).toBeNull()
    }
    expect(limiter.limits('newCharges')).toBe(true)
    expect(createRateLimiter(three, database).limits('newCharges')).toBe(false)
  })

  it('are off at 0, for orders too', async () => {
    const none = { charges: 0, payments: 0, refunds: 0, merchant: 0, webhooks: 0 }
    const limiter = createRateLimiter(none, await open(await engines[engine]()))
    for (let i = 0; i < 100; i++) {
      expect(await limiter.count('charges', 'address', 'a')).toBeNull()
      expect(await limiter.count('charges', 'order', 'o')).toBeNull()
    }
  })
})

describe('two processes on PostgreSQL', () => {
  const limits = { ...standardPerAddress, webhooks: 20, payments: 20 }
  const passed = async (limiter: RateLimiter, action: LimitedAction, times: number) => {
    const counts = []
    for (let i = 0; i < times; i++) counts.push(await limiter.count(action, 'address', 'a'))
    return counts.filter((wait) => wait === null).length
  }
  const openBoth = async () => {
    const url = await newDatabase(postgres)
    const databases = [await open(url), await open(url)] as const
    const [one, other] = databases.map((database) => createRateLimiter(limits, database))
    if (one === undefined || other === undefined) throw new Error('Expected two limiters.')
    return { one, other, db: databases[0].db }
  }

  it('share one count, beside the tenth that each may let pass by itself', async () => {
    const { one, other } = await openBoth()
    expect(await passed(one, 'webhooks', 40)).toBe(20)
    expect(await passed(other, 'webhooks', 40)).toBe(2)
  })

  it('ask the database of nobody who stays below a tenth', async () => {
    const { one, db } = await openBoth()
    const counted = () => sql`select * from rate_limits`.execute(db)
    await passed(one, 'webhooks', 2)
    expect((await counted()).rows).toHaveLength(0)
    await passed(one, 'webhooks', 1)
    expect((await counted()).rows).toHaveLength(1)
  })

  it('share one count of the new charges to a phone number', async () => {
    const url = await newDatabase(postgres)
    const perNewCharge = { number: 5, order: 10, address: 120 }
    const [one, other] = [await open(url), await open(url)].map((database) =>
      createRateLimiter(limits, database, perNewCharge),
    )
    const counts = []
    for (const limiter of [one, other, one, other, one, other, one])
      counts.push(await limiter?.count('newCharges', 'number', 'hash of a number'))
    expect(counts.map((wait) => wait === null)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('count looks at payments each for itself', async () => {
    const { one, other } = await openBoth()
    expect(await passed(one, 'payments', 40)).toBe(20)
    expect(await passed(other, 'payments', 40)).toBe(20)
  })
})

it('count in memory when the database does not answer', async () => {
  const database = await open(await newDatabase(postgres))
  const limiter = createRateLimiter(three, database)
  opened.splice(0)
  await database.db.destroy()
  const counts = []
  for (let i = 0; i < 4; i++) counts.push(await limiter.count('webhooks', 'address', 'a'))
  expect(counts.map((wait) => wait === null)).toEqual([true, true, true, false])
})

async function open(url: string): Promise<Database> {
  const database = openDatabase(url)
  opened.push(database)
  await migrate(database)
  return database
}
