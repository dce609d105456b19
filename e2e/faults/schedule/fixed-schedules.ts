import { expect } from 'vitest'
import type { TestPostgres } from '../../../server-example/store/test-support/test-postgres.ts'
import { playSchedules } from '../play-schedules.ts'
import type { Engine } from '../stack/stack-database.ts'

/** One and two processes, every share of faults, kills, the next day, webhooks alone, and a foreign charge. */
const seeds = [3, 6, 7, 10, 11, 12, 19, 21, 31]

export async function expectAgreement(
  engine: Engine,
  postgres: TestPostgres | undefined,
): Promise<void> {
  const said: string[] = []
  const totals = await playSchedules({
    seeds,
    engines: [engine],
    processes: undefined,
    postgres,
    say: (line) => void said.push(line),
    lanes: 2,
  })
  expect([...totals.violations], said.join('\n')).toEqual([])
  // A suite in which nothing happens would agree with itself too.
  expect(totals).toMatchObject({ schedules: seeds.length })
  expect([...totals.methods.keys()]).toHaveLength(3)
  expect(totals.charges).toBeGreaterThan(20)
  expect(totals.refunds).toBeGreaterThan(5)
  expect(totals.kills).toBeGreaterThan(0)
  expect(totals.faults.size).toBeGreaterThan(7)
}
