/** What `npm run test:faults -- …` was asked to do. */
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { type Engine, engines } from './stack/stack-database.ts'

export const usage = `Usage: npm run test:faults -- [options]

  --schedules N          how many seeds, each played on every engine; 200
  --seed S               the first of them; 1
  --engine NAME          sqlite, postgres or both; both
  --processes N          server processes, 1 or 2; odd seeds have 1 and even ones 2
  --planted              play the seeds against the server with a bug planted, for each of the bugs
  --kill-loop [SECONDS]  kill -9 in a loop under twenty buyers instead; 60
  --help                 say this

PostgreSQL is the one of TEST_DATABASE_URL, or one out of an npm package.
FAULTS_LOG_LEVEL=info keeps the servers' log of a schedule that went wrong (test-results/faults).`

export type CommandLine = {
  readonly seeds: readonly number[]
  readonly engines: readonly Engine[]
  readonly processes: number | undefined
  readonly task: 'schedules' | 'planted' | 'kill loop'
  readonly killLoopSeconds: number
}

const wholeNumber = (standard: number, most = 1_000_000) =>
  z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most)), standard)

const optionsSchema = z.object({
  schedules: wholeNumber(200),
  seed: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  engine: z._default(z.enum([...engines, 'both']), 'both'),
  processes: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(2))),
  planted: z._default(z.boolean(), false),
  'kill-loop': z.optional(z.coerce.number().check(z.minimum(1))),
})

/** Throws an error in plain words for what cannot be. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: args.flatMap((one, index) =>
      isBareKillLoop(one, args[index + 1]) ? [one, '60'] : [one],
    ),
    options: {
      schedules: { type: 'string' },
      seed: { type: 'string' },
      engine: { type: 'string' },
      processes: { type: 'string' },
      planted: { type: 'boolean' },
      'kill-loop': { type: 'string' },
    },
  })
  const parsed = optionsSchema.safeParse(values, { error: z.locales.en().localeError })
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const { schedules, seed, engine, processes, planted } = parsed.data
  const killLoopSeconds = parsed.data['kill-loop']
  return {
    seeds: Array.from({ length: schedules }, (_, nth) => seed + nth),
    engines: engine === 'both' ? engines : [engine],
    processes,
    task: killLoopSeconds !== undefined ? 'kill loop' : planted ? 'planted' : 'schedules',
    killLoopSeconds: killLoopSeconds ?? 0,
  }
}

function isBareKillLoop(arg: string, next: string | undefined): boolean {
  return arg === '--kill-loop' && (next === undefined || next.startsWith('--'))
}
