import type { CheckoutOptions } from '../start/create-checkout-server.ts'
import { configurationError, parseConfig } from './config.ts'

/**
 * Reads the options of `createCheckoutServer` from the environment: the same
 * variables that the command reads, and `PUBLIC_URL` is required. Throws with
 * every problem named; no value is repeated.
 *
 * @example createCheckoutServer(optionsFromEnv(process.env))
 */
export function optionsFromEnv(env: Record<string, string | undefined>): CheckoutOptions {
  const parsed = parseConfig(env)
  const problems = parsed.ok ? [] : [...parsed.problems]
  if (!env.PUBLIC_URL)
    problems.push(
      'PUBLIC_URL is missing. Expected where buyers reach these paths, such as https://shop.example/pay.',
    )
  if (parsed.ok && parsed.config.publicUrl !== undefined)
    return { ...parsed.config, publicUrl: parsed.config.publicUrl }
  throw configurationError(problems)
}
