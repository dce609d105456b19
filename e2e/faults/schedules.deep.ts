import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestPostgres,
  type TestPostgres,
} from '../../server-example/store/test-support/test-postgres.ts'
import { expectAgreement } from './schedule/fixed-schedules.ts'
import { runKillLoop } from './stack/kill-loop.ts'
import { startStack } from './stack/stack.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

describe('the four books agree', () => {
  it('after the same schedules on PostgreSQL', () => expectAgreement('postgres', postgres), 600_000)

  it('after two processes were killed again and again under eight buyers', async () => {
    const stack = await startStack({ engine: 'postgres', processes: 2, postgres, scale: 20 })
    const played = await runKillLoop(stack, { seed: 1, seconds: 4, buyers: 8 })
    await stack.close()
    expect(played.violations).toEqual([])
    expect(played.kills).toBeGreaterThan(1)
    expect(played.books.orders.length).toBeGreaterThan(8)
  }, 600_000)
})
