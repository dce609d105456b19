import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestPostgres, type TestPostgres } from '../../server-example/store/test-postgres.ts'
import { runKillLoop } from './kill-loop.ts'
import { playSchedules } from './play-schedules.ts'
import { startStack } from './stack.ts'

/** One and two processes, every share of faults, kills, the next day, webhooks alone, and a foreign charge. */
const seeds = [3, 6, 7, 10, 11, 12, 19, 21, 31]

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

describe('the three books agree', () => {
  it.each(['sqlite', 'postgres'] as const)(
    'after a fixed set of schedules on %s',
    async (engine) => {
      const said: string[] = []
      const totals = await playSchedules({
        seeds,
        engines: [engine],
        processes: undefined,
        postgres,
        say: (line) => void said.push(line),
        lanes: 2,
      })
      expect(said).toEqual([])
      // A suite in which nothing happens would agree with itself too.
      expect(totals).toMatchObject({ schedules: seeds.length })
      expect(totals.charges).toBeGreaterThan(20)
      expect(totals.refunds).toBeGreaterThan(5)
      expect(totals.kills).toBeGreaterThan(0)
      expect(totals.faults.size).toBeGreaterThan(7)
    },
    120_000,
  )

  it('after two processes were killed again and again under eight buyers', async () => {
    const stack = await startStack({ engine: 'postgres', processes: 2, postgres, scale: 20 })
    const played = await runKillLoop(stack, { seed: 1, seconds: 4, buyers: 8 })
    await stack.close()
    expect(played.violations).toEqual([])
    expect(played.kills).toBeGreaterThan(1)
    expect(played.books.orders.length).toBeGreaterThan(8)
  }, 120_000)
})
