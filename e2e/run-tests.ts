/**
 * `npm test`: types, lint, build, unit tests, browser journeys, one after the
 * other and all of them, then one line: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { ensureBrowser } from './browser.ts'

type Count = { readonly passed: number; readonly failed: number }

const unitReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })
const journeyReport = z.object({
  stats: z.object({ expected: z.int(), flaky: z.int(), unexpected: z.int() }),
})

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const results = 'test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results)

const counts = [
  step('types', 'tsc'),
  step('types of the package', 'tsc', '-p', 'widget', '--noEmit', '--emitDeclarationOnly', 'false'),
  step('lint', 'biome', 'check', '--error-on-warnings', '.'),
  step('build', 'npm', 'run', '--silent', 'build'),
  unitTests(),
  journeys(),
]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function step(name: string, command: string, ...args: string[]): Count {
  console.log(`\n— ${name}`)
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function unitTests(): Count {
  console.log('\n— unit tests')
  const file = `${results}/unit.json`
  const ok = run('vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readReport(file, unitReport)
  return atLeastOneFailure(ok, report?.numPassedTests, report?.numFailedTests)
}

function journeys(): Count {
  console.log('\n— browser journeys')
  // Relative to its configuration otherwise.
  const file = resolve(results, 'journeys.json')
  let browser: string
  try {
    browser = ensureBrowser()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  const ok = run('playwright', ['test', '--config=e2e/playwright.config.ts'], {
    CHECKOUT_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const stats = readReport(file, journeyReport)?.stats
  return atLeastOneFailure(ok, stats && stats.expected + stats.flaky, stats?.unexpected)
}

/** A runner that failed without a failed test (or without a report) has failed all the same. */
function atLeastOneFailure(ok: boolean, passed = 0, failed = 0): Count {
  return { passed, failed: ok ? failed : Math.max(failed, 1) }
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return status === 0
}

/** What a runner wrote of itself, `undefined` when it died before it could. */
function readReport<Schema extends z.ZodMiniType>(file: string, schema: Schema) {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
