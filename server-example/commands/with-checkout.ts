import type { Composition } from '../compose.ts'
import { openCheckout } from '../start/open-checkout.ts'
import type { Env } from './command.ts'
import { readConfig } from './configuration.ts'

/**
 * Opens the configured checkout for one piece of work and closes it again. It logs nothing unless
 * `LOG_LEVEL` says so: the command's own output is read by people.
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
