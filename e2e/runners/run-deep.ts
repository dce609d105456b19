/**
 * `npm run test:deep`: what would make `npm test` long. Bugs planted into the
 * server, which the fault suite has to find; its schedules on PostgreSQL too;
 * every state in every language; every journey on a phone too. Needs a build.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { printTotal, runVitest } from './count.ts'
import { journeys } from './run-journeys.ts'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
mkdirSync('test-results', { recursive: true })
console.log('\n— fault suite')
const counts = [
  runVitest('test-results/deep.json', '--mode=deep'),
  journeys('deep-journeys', 'deep'),
]
process.exitCode = printTotal(counts)
