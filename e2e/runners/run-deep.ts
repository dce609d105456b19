/**
 * `npm run test:deep`: what would make `npm test` long. Bugs planted into the
 * server, which the fault suite has to find; its schedules on PostgreSQL too;
 * the pages around the checkout; the phone's journeys on a desktop too. Needs a build.
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
