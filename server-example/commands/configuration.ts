import { type Config, configurationError, parseConfig } from '../config/config.ts'
import { environment } from '../config/environment.ts'
import type { Env } from './command.ts'

/** Reads the whole configuration. Throws with everything that is wrong with it, one problem a line. */
export function readConfig(env: Env): Config {
  const parsed = parseConfig(env)
  if (!parsed.ok) throw configurationError(parsed.problems)
  return parsed.config
}

/** Reads `DATABASE_URL` alone, for commands that need neither keys nor Omise. */
export function readDatabaseUrl(env: Env): string {
  const parsed = environment.shape.DATABASE_URL.safeParse(env.DATABASE_URL || undefined)
  if (parsed.success) return parsed.data
  // Not repeated: it may hold a password.
  throw new Error(`DATABASE_URL: ${parsed.error.issues.map(({ message }) => message).join(' ')}.`)
}
