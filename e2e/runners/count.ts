/** Runs test runners, counts what they report, and says it in one line. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'

export type Count = { readonly passed: number; readonly failed: number }

const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })

/** Prints the last line of every test run, and answers its exit code. */
export function printTotal(counts: readonly Count[]): 0 | 1 {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

/** What the last line of a run says, of one that ended well or not. Nothing that ran is a failure too. */
export function countSaid(said: string, ok: boolean): Count {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(said) ?? []
  return atLeastOneFailure(ok && passed !== undefined, Number(passed ?? 0), Number(failed ?? 0))
}

/** Runs Vitest, which leaves its report in a file. */
export function runVitest(file: string, ...args: string[]): Count {
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const ok = run('vitest', ['run', ...args, ...reporters])
  const report = readReport(file, vitestReport)
  return atLeastOneFailure(ok, report?.numPassedTests, report?.numFailedTests)
}

/** A runner that failed without a failed test (or without a report) has failed all the same. */
export function atLeastOneFailure(ok: boolean, passed = 0, failed = 0): Count {
  return { passed, failed: ok ? failed : Math.max(failed, 1) }
}

export function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return status === 0
}

/** What a runner wrote of itself, `undefined` when it died before it could. */
export function readReport<Schema extends z.ZodMiniType>(file: string, schema: Schema) {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
