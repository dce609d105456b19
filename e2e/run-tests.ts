/**
 * `npm test`: types, lint, build, unit tests, browser journeys, one after the
 * other and all of them, then one line: `N passed, N failed`.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { ensureBrowser } from './browser.ts'
import { atLeastOneFailure, type Count, printTotal, readReport, run, runVitest } from './count.ts'
import { missingEngines } from './playwright-engines.ts'

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
process.exitCode = printTotal(counts)

function step(name: string, command: string, ...args: string[]): Count {
  console.log(`\n— ${name}`)
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function unitTests(): Count {
  console.log('\n— unit tests')
  return runVitest(`${results}/unit.json`)
}

function journeys(): Count {
  console.log('\n— browser journeys')
  // Relative to its configuration otherwise.
  const file = resolve(results, 'journeys.json')
  try {
    ensureBrowser()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  for (const engine of missingEngines())
    console.log(
      `Not run: Playwright's own ${engine}, not installed (npm run test:engines drives Debian's)`,
    )
  const ok = run('playwright', ['test', '--config=e2e/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const stats = readReport(file, journeyReport)?.stats
  return atLeastOneFailure(ok, stats && stats.expected + stats.flaky, stats?.unexpected)
}
