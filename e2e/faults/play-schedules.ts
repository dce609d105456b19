/** Plays many schedules: a few stacks side by side, each of which plays one schedule at a time. */
import { mkdirSync, writeFileSync } from 'node:fs'
import type { TestPostgres } from '../../server-example/store/test-support/test-postgres.ts'
import type { Books } from './books/books.ts'
import { nothingHeard } from './books/heard.ts'
import { promises } from './books/promises.ts'
import { emptyTold } from './books/told.ts'
import {
  addPlayed,
  emptyTotals,
  sayFinding,
  sayNotProved,
  sayReplay,
  type Totals,
} from './report.ts'
import { type Played, runSchedule } from './run-schedule.ts'
import { createPace } from './schedule/pace.ts'
import { planSchedule } from './schedule/schedule.ts'
import { type Stack, startStack } from './stack/stack.ts'
import type { Engine } from './stack/stack-database.ts'

export type PlayOptions = {
  readonly seeds: readonly number[]
  readonly engines: readonly Engine[]
  /** One process for odd seeds and two for even ones unless given. */
  readonly processes: number | undefined
  readonly postgres: TestPostgres | undefined
  readonly say: (line: string) => void
  /** The server to run: ours, or a planted copy of it. */
  readonly serverFile?: string
  /** Stop at the first violation. */
  readonly untilFirst?: boolean
  /** Stacks of each kind. */
  readonly lanes?: number
}

type Job = { readonly seed: number; readonly engine: Engine; readonly processes: number }

export async function playSchedules(options: PlayOptions): Promise<Totals> {
  const totals = emptyTotals()
  const { engines, seeds, lanes = 1 } = options
  const jobs = seeds.flatMap((seed) =>
    engines.map(
      (engine): Job => ({ seed, engine, processes: options.processes ?? 1 + ((seed + 1) % 2) }),
    ),
  )
  const kinds = Map.groupBy(jobs, ({ engine, processes }) => `${engine} ${processes}`)
  const pace = createPace()
  let isOver = false
  await Promise.all(
    [...kinds.values()].flatMap((queue) =>
      Array.from({ length: Math.min(lanes, queue.length) }, () => playQueue(queue)),
    ),
  )
  pace.close()
  return totals

  async function playQueue(queue: Job[]): Promise<void> {
    let stack: Stack | undefined
    for (let job = queue.shift(); job !== undefined && !isOver; job = queue.shift()) {
      stack ??= await startStack({ ...options, ...job })
      const isGood = await playJob(stack, job)
      if (isGood) continue
      // What is left of a bad schedule must not spoil the next one.
      await stack.close()
      stack = undefined
      isOver = options.untilFirst === true
    }
    await stack?.close()
  }

  async function playJob(stack: Stack, job: Job): Promise<boolean> {
    const logBefore = stack.log().length
    const schedule = planSchedule(job.seed)
    const under = await pace.begin()
    const { violations, ...played } = await runSchedule(stack, schedule)
      .catch(brokenOff)
      .finally(pace.end)
    const notProved = under.wasTooBusy() ? violations.filter(({ needsTime }) => needsTime) : []
    const proved = violations.filter((one) => !notProved.includes(one))
    addPlayed(totals, { ...played, violations: proved, notProved })
    if (totals.schedules % 100 === 0) options.say(`${totals.schedules} of ${jobs.length}`)
    if (violations.length === 0) return true
    options.say(
      [...proved.map(sayFinding), ...notProved.map(sayNotProved), sayReplay(job)].join('\n'),
    )
    keep(job, { ...played, violations, schedule, log: stack.log().slice(logBefore).split('\n') })
    return false
  }
}

function brokenOff(error: unknown): Played {
  const detail = error instanceof Error ? `${error.stack ?? error.message}` : String(error)
  const violations = [
    { kind: 'broken off' as const, orderId: 'none', detail, needsTime: isTimeOut(detail) },
  ]
  return { violations, books: noBooks, kills: 0 }
}

/** Worded by whoever waited, or found its idle connection closed meanwhile. */
function isTimeOut(detail: string): boolean {
  return /Expected within|timeout|aborted|ECONNRESET|other side closed/i.test(detail)
}

const noBooks: Books = {
  omise: { charges: [], refunds: [], events: [] },
  orders: [],
  seen: [],
  told: emptyTold(),
  heard: nothingHeard,
  calls: [],
  promises,
}

/** Everything about a bad schedule in one file, for whoever looks for the cause. */
function keep({ seed, engine, processes }: Job, everything: object): void {
  const folder = 'test-results/faults'
  mkdirSync(folder, { recursive: true })
  const file = `${folder}/${seed}-${engine}-${processes}.json`
  writeFileSync(file, JSON.stringify(everything, null, 2))
}
