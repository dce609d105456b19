import { type Command, complain, readArguments, say } from './command.ts'
import { ownVersion } from './own-version.ts'
import { sentenceOf } from './sentence.ts'

/** Loaded when they are called: `--help` needs neither a database nor a server. */
const commands = {
  serve: () => import('./serve.ts').then(({ serve }) => serve),
  migrate: () => import('./migrate.ts').then(({ migrate }) => migrate),
  doctor: () => import('./doctor.ts').then(({ doctor }) => doctor),
  refund: () => import('./refund.ts').then(({ refund }) => refund),
  audit: () => import('./audit.ts').then(({ audit }) => audit),
  backup: () => import('./backup.ts').then(({ backup }) => backup),
  'remove-channel': () => import('./remove-channel.ts').then(({ removeChannel }) => removeChannel),
} as const satisfies Record<string, () => Promise<Command>>

const usage = `Usage: truemoney-checkout-server <command> [options]

  serve [--no-migrate]         runs the companion server; migrates the database first
  migrate [--dry-run]          brings the database to this version's schema, or lists what it would do
  doctor [--json] [--read-only]  says what is right, what is wrong and where to fix it
  refund ORDER [AMOUNT]        refunds an order, whole or in part
  audit [DAYS]                 compares Omise's charges with the orders
  backup FILE                  copies an SQLite database while the server runs
  remove-channel NAME          removes a channel that the shop no longer uses, with its deliveries

  --version                    prints the version
  --help                       prints this; after a command, what that command takes

All of them read the same environment (OMISE_SECRET_KEY, DATABASE_URL and so on).
Exit code: 0 when it went well, 1 when it did not, 2 when the command was not understood.`

const misunderstood = 2

/**
 * Runs what was typed. Resolves with the exit code, or with `undefined` when the command goes on
 * until it is stopped.
 */
export async function runCommandLine([name, ...typed]: readonly string[]): Promise<
  number | undefined
> {
  if (name === '--help' || name === '-h' || name === 'help') return say(usage) ?? 0
  if (name === '--version' || name === '-v') return say(ownVersion()) ?? 0
  if (!isCommand(name)) {
    const got = name === undefined ? 'nothing' : JSON.stringify(name)
    complain(`Expected a command (${Object.keys(commands).join(', ')}), got ${got}.\n\n${usage}`)
    return misunderstood
  }
  const command = await commands[name]()
  if (typed.includes('--help') || typed.includes('-h')) return say(command.usage) ?? 0
  const read = readArguments(command, typed)
  if (!read.ok) {
    complain(`${read.problem}\n\n${command.usage}`)
    return misunderstood
  }
  try {
    return await command.run(read.args, process.env)
  } catch (error) {
    complain(sentenceOf(error))
    return 1
  }
}

function isCommand(name: string | undefined): name is keyof typeof commands {
  return name !== undefined && Object.hasOwn(commands, name)
}
