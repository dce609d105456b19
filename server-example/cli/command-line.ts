/** What `npx truemoney-checkout …` asks for. */
export type Command =
  | { readonly kind: 'simulator'; readonly args: readonly string[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'problem'; readonly message: string }

export const usage = `Usage: truemoney-checkout <command> [options]

  simulator   plays Omise's API for TrueMoney Wallet on this machine;
              "truemoney-checkout simulator --help" lists its options

  --version   says which version this is
  --help      says this`

/** Reads the arguments. What follows a command is for that command to read. */
export function readCommand([first, ...rest]: readonly string[]): Command {
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' }
  if (first === '--version' || first === '-v') return { kind: 'version' }
  if (first === 'simulator') return { kind: 'simulator', args: rest }
  return {
    kind: 'problem',
    message: `Expected the command "simulator", got ${JSON.stringify(first)}; --help says more.`,
  }
}
