import { startServer } from '../start/start-server.ts'
import type { Command } from './command.ts'
import { readConfig } from './configuration.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const serve: Command = {
  usage: `Usage: truemoney-checkout-server serve [--no-migrate]

  Runs the companion server until it is stopped.

  --no-migrate  expects a database that "migrate" has brought to this version's schema, and does not
                start with another one; MIGRATE=false does the same`,
  flags: ['--no-migrate'],
  operands: [],
  async run({ flags }, env) {
    await runUntilStopped(async () =>
      startServer(readConfig(flags.has('--no-migrate') ? { ...env, MIGRATE: 'false' } : env)),
    )
    return undefined
  },
}
