import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Attempt, AttemptState } from '../../checkout/order/attempt.ts'
import { testAttempt, testOrder } from '../../checkout/order/order.test-support.ts'
import type { Refund } from '../../checkout/refunds/refund.ts'
import { type Database, openDatabase } from '../database.ts'
import { engineNames } from '../database-url.ts'
import { migrate } from '../migrations.ts'
import { newDatabase, startTestPostgres, type TestPostgres } from '../test-support/test-postgres.ts'
import { readOpenWork } from './open-work.ts'
import { createOrderStore } from './order-store.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

const engines = {
  SQLite: async () => 'sqlite::memory:',
  PostgreSQL: () => newDatabase(postgres),
}

// What every engine must do.
describe.each(engineNames)('on %s', (engine) => {
  let database: Database
  beforeEach(async () => {
    database = openDatabase(await engines[engine]())
  })
  afterEach(() => database.db.destroy())

  it('there is no open work in an empty database', async () => {
    await migrate(database)
    expect(await readOpenWork(database, 1_000)).toEqual({ unresolved: [], overdueSince: null })
  })

  it('open work is counted by what it is, with the age of the oldest', async () => {
    await migrate(database)
    await put({ id: 'ord_1', dueAt: 500, states: ['pending'], createdAt: 30 })
    await put({ id: 'ord_2', dueAt: 400, states: ['expired', 'pending'], createdAt: 20 })
    await put({ id: 'ord_3', dueAt: 900, states: ['creating'], createdAt: 10 })
    await put({ id: 'ord_4', dueAt: null, states: ['successful'], createdAt: 1 })
    await put({ id: 'ord_5', dueAt: 950, states: ['successful'], createdAt: 2, refundedAt: 40 })
    const { unresolved, overdueSince } = await readOpenWork(database, 600)
    expect([...unresolved].sort((one, other) => one.what.localeCompare(other.what))).toEqual([
      { what: 'creating', count: 1, oldestAt: 10 },
      { what: 'pending', count: 2, oldestAt: 20 },
      { what: 'refund', count: 1, oldestAt: 40 },
    ])
    expect(overdueSince).toBe(400)
  })

  it('an order that is being looked at does not wait', async () => {
    await migrate(database)
    await put({ id: 'ord_1', dueAt: 500, states: ['pending'], createdAt: 30 })
    const store = createOrderStore(database)
    await store.leaseDueOrders({ now: 600, untilMs: 700, limit: 1 })
    expect(await readOpenWork(database, 650)).toMatchObject({ overdueSince: null })
    expect(await readOpenWork(database, 701)).toMatchObject({ overdueSince: 500 })
  })

  async function put({
    id,
    dueAt,
    states,
    createdAt,
    refundedAt,
  }: {
    id: string
    dueAt: number | null
    states: AttemptState[]
    createdAt: number
    refundedAt?: number
  }): Promise<void> {
    const store = createOrderStore(database)
    const empty = testOrder({ id })
    await store.insertOrder(empty)
    const attempts = states.map((state, index) => attempt(`att_${id}_${index}`, state, createdAt))
    const refunds = refundedAt === undefined ? [] : [refund(`rfd_${id}`, `att_${id}_0`, refundedAt)]
    await store.saveOrder(empty, { ...empty, attempts, refunds, dueAt }, { by: 'clock', at: 1 })
  }
})

function attempt(id: string, state: AttemptState, createdAt: number): Attempt {
  return testAttempt({
    id,
    state,
    createdAt,
    paidAt: state === 'successful' ? createdAt : null,
  })
}

function refund(id: string, attemptId: string, createdAt: number): Refund {
  return {
    id,
    attemptId,
    state: 'creating',
    omiseId: null,
    amountSatang: 1,
    voided: false,
    reason: null,
    refusal: null,
    createdAt,
  }
}
