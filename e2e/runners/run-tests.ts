/**
 * `npm test`: types, lint, build, unit tests, browser journeys, one after the
 * other and all of them, then one line: `N passed, N failed`.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Count, printTotal, run, runVitest } from './count.ts'
import { journeys } from './run-journeys.ts'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const results = 'test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results)

const counts = [
  step('types', 'tsc'),
  step('types of the package', 'tsc', '-p', 'widget', '--noEmit', '--emitDeclarationOnly', 'false'),
  step('lint', 'biome', 'check', '--error-on-warnings', '.'),
  step('build', 'npm', 'run', '--silent', 'build'),
  unitTests(),
  journeys('journeys', 'everyday'),
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
