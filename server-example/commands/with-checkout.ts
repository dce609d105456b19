import type { Composition } from '../compose.ts'
import { openCheckout } from '../start/open-checkout.ts'
import type { Env } from './command.ts'
import { readConfig } from './configuration.ts'

/**
 * Opens the configured checkout for one piece of work and closes it again. Without `LOG_LEVEL` it
 * logs nothing; with it, to standard error, since the command's result is on standard output.
 */
export async function withCheckout<Result>(
  env: Env,
  work: (checkout: Composition) => Promise<Result>,
): Promise<Result> {
  const { checkout, close } = await openCheckout(readConfig({ LOG_LEVEL: 'silent', ...env }))
  try {
    return await work(checkout)
  } finally {
    await close()
  }
}
