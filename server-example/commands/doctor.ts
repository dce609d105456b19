import { asJson, asText, exitCodeOf } from '../doctor/report.ts'
import { visit } from '../doctor/visit.ts'
import { type Command, say } from './command.ts'

export const doctor: Command = {
  usage: `Usage: truemoney-checkout-server doctor [--json] [--read-only]

  Reads the server's configuration and says what is right, what is wrong and where to fix it.

  --json       for machines
  --read-only  makes nothing at Omise; whether both keys are of one account is then not proven

Exit code: 0 when nothing is wrong (there may be warnings), 1 when something is, 2 when something
could not be checked.`,
  flags: ['--json', '--read-only'],
  operands: [],
  async run({ flags }, env) {
    const lines = await visit(env, { readOnly: flags.has('--read-only') })
    say(flags.has('--json') ? asJson(lines) : asText(lines))
    return exitCodeOf(lines)
  },
}
