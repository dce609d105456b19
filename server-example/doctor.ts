/** `npm run doctor`: reads the server's configuration and says what is right, what is wrong and where to fix it. */
import { asJson, asText, exitCodeOf } from './doctor/report.ts'
import { visit } from './doctor/visit.ts'

const usage = `Usage: npm run doctor -- [--json] [--read-only]

  --json       for machines
  --read-only  makes nothing at Omise; whether both keys are of one account is then not proven

It reads the same environment as npm run server. Exit code: 0 when nothing is wrong (there may be
warnings), 1 when something is, 2 when something could not be checked.`

const options = new Set(process.argv.slice(2))
const isKnown = [...options].every((one) => one === '--json' || one === '--read-only')

if (isKnown) {
  const lines = await visit(process.env, { readOnly: options.has('--read-only') })
  process.stdout.write(`${options.has('--json') ? asJson(lines) : asText(lines)}\n`)
  process.exitCode = exitCodeOf(lines)
} else {
  process.stdout.write(`${usage}\n`)
  process.exitCode = options.has('--help') ? 0 : 2
}
