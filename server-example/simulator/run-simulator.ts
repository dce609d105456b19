import { readCommandLine, usageOf } from './command-line.ts'
import { defaultHost, defaultPort } from './http/listen.ts'
import { type ListenOptions, startSimulator } from './simulator.ts'

/** Runs the simulator until it is told to end. `command` is what was typed to get here. */
export async function runSimulator(args: readonly string[], command: string): Promise<void> {
  const commandLine = readCommandLine(args)
  if (commandLine.kind === 'help') say(usageOf(command))
  else if (commandLine.kind === 'problem') fail(commandLine.message)
  else await run(commandLine.options)
}

async function run(options: ListenOptions): Promise<void> {
  try {
    const simulator = await startSimulator({ ...options, warn })
    say(`Omise simulator: ${simulator.url}

  public key  ${simulator.publicKey}
  secret key  ${simulator.secretKey}

Try:

  curl ${simulator.url}/sources -u ${simulator.publicKey}: \\
    -d amount=100000 -d currency=thb -d type=truemoney -d phone_number=0812345678

Ctrl-C ends it, and it forgets everything.`)
    // npm passes on the Ctrl-C that the terminal has sent already, so it may come twice.
    let closing: Promise<void> | undefined
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => (closing ??= simulator.close()))
    }
  } catch (cause) {
    fail(explain(cause, options))
  }
}

function explain(
  cause: unknown,
  { port = defaultPort, host = defaultHost }: ListenOptions,
): string {
  if (!(cause instanceof Error)) return String(cause)
  if (!('code' in cause)) return cause.message
  if (cause.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken; choose another one with --port.`
  }
  return `Cannot listen on ${host}, port ${port}: ${cause.message}.`
}

function warn(message: string): void {
  process.stderr.write(`Warning: ${message}\n`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
