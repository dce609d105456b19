/** `npm run test:faults`: many schedules, planted bugs, or a loop of kills. Exit code 1 when anything was violated. */
import {
  startTestPostgres,
  type TestPostgres,
} from '../../server-example/store/test-support/test-postgres.ts'
import { type CommandLine, readCommandLine, usage } from './command-line.ts'
import { bugs, plantBug } from './planted.ts'
import { playSchedules } from './play-schedules.ts'
import { addPlayed, emptyTotals, reportOf, sayFinding } from './report.ts'
import { runKillLoop } from './stack/kill-loop.ts'
import { startStack } from './stack/stack.ts'

/** Stacks of each kind (engine, number of processes) side by side: as many as keep two cores busy. */
const lanesOfEachKind = 2

const tasks: Record<
  CommandLine['task'],
  (commandLine: CommandLine, postgres: TestPostgres | undefined) => Promise<number>
> = { schedules: runSchedules, planted: runPlanted, 'kill loop': runKillLoops }

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
// Said outright: the package that brings PostgreSQL ends every process with 0 when nothing is left to do.
process.exit(await run())

async function run(): Promise<number> {
  if (process.argv.includes('--help')) {
    say(usage)
    return 0
  }
  let commandLine: CommandLine
  try {
    commandLine = readCommandLine(process.argv.slice(2))
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
  const isOnPostgres = commandLine.engines.includes('postgres')
  const postgres = isOnPostgres ? await startTestPostgres() : undefined
  try {
    return await tasks[commandLine.task](commandLine, postgres)
  } finally {
    await postgres?.stop()
  }
}

async function runSchedules(
  commandLine: CommandLine,
  postgres: TestPostgres | undefined,
): Promise<number> {
  const lanes = lanesOfEachKind
  const totals = await playSchedules({ ...commandLine, postgres, say, lanes })
  say(reportOf(totals))
  return totals.violations.size === 0 ? 0 : 1
}

/** Succeeds when each bug is found. */
async function runPlanted(
  commandLine: CommandLine,
  postgres: TestPostgres | undefined,
): Promise<number> {
  let missed = 0
  for (const bug of bugs) {
    const planted = plantBug(bug)
    const found: string[] = []
    const totals = await playSchedules({
      ...commandLine,
      ...planted,
      postgres,
      say: (line) => found.push(line),
      processes: commandLine.processes ?? 2,
      lanes: lanesOfEachKind,
      untilFirst: true,
    })
    planted.remove()
    const isFound = totals.violations.size > 0
    if (!isFound) missed += 1
    say(`${bug.name}: ${bug.mistake}`)
    say(isFound ? `found after ${totals.schedules} schedules\n${found[0]}` : 'NOT FOUND')
  }
  return missed === 0 ? 0 : 1
}

async function runKillLoops(
  { engines, seeds, processes = 2, killLoopSeconds: seconds }: CommandLine,
  postgres: TestPostgres | undefined,
): Promise<number> {
  const totals = emptyTotals()
  for (const engine of engines) {
    // Slower than schedules: a restart takes half a second, and the clock must not run away meanwhile.
    const stack = await startStack({ engine, processes, postgres, scale: 20 })
    const played = await runKillLoop(stack, { seed: seeds[0] ?? 1, seconds, buyers: 20 })
    await stack.close()
    addPlayed(totals, played)
    for (const violation of played.violations) say(sayFinding(violation))
  }
  say(reportOf(totals))
  return totals.violations.size === 0 ? 0 : 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
