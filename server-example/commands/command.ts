/** What one command of `truemoney-checkout-server` is. */
export type Command = {
  /** How it is typed, and what it does, for `--help`. */
  readonly usage: string
  /** Flags that it takes, such as `--json`. */
  readonly flags: readonly string[]
  /** What is typed after the flags; those in brackets may be left out. */
  readonly operands: readonly string[]
  /** Resolves with the exit code, or with `undefined` when it goes on until it is stopped. */
  run(args: Arguments, env: Env): Promise<number | undefined>
}

export type Env = Readonly<Record<string, string | undefined>>

export type Arguments = {
  readonly flags: ReadonlySet<string>
  readonly operands: readonly string[]
}

export type ReadArguments =
  | { readonly ok: true; readonly args: Arguments }
  | { readonly ok: false; readonly problem: string }

/** Reads what was typed after a command's name, or says what was expected in its place. */
export function readArguments(command: Command, typed: readonly string[]): ReadArguments {
  const flags = typed.filter((text) => text.startsWith('-'))
  const operands = typed.filter((text) => !text.startsWith('-'))
  const unknown = flags.find((flag) => !command.flags.includes(flag))
  if (unknown !== undefined) return { ok: false, problem: unknownFlag(command, unknown) }
  const needed = command.operands.filter((name) => !name.startsWith('['))
  const missing = needed[operands.length]
  if (missing !== undefined) return { ok: false, problem: `Expected ${missing}, got nothing.` }
  const surplus = operands[command.operands.length]
  if (surplus !== undefined)
    return { ok: false, problem: `Expected nothing more, got ${JSON.stringify(surplus)}.` }
  return { ok: true, args: { flags: new Set(flags), operands } }
}

function unknownFlag({ flags }: Command, unknown: string): string {
  const expected = flags.length === 0 ? 'no option' : flags.join(' or ')
  return `Expected ${expected}, got ${JSON.stringify(unknown)}.`
}

/** Prints to standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Prints to standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
