import { pino } from 'pino'
import type { Logger } from '../checkout/ports.ts'

/**
 * JSON lines on standard output, or on standard error where that is for a command's result. An error is logged by name, message and code
 * alone, its causes included: a stack or a whole error object of a library can
 * carry a request with its Authorization header.
 */
export function createLogger(level: string, to: 'stdout' | 'stderr' = 'stdout'): Logger {
  const options = { level, base: null, serializers: { error: describeError } }
  return pino(options, to === 'stdout' ? process.stdout : process.stderr)
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutSecrets(String(error))
  const code = 'code' in error ? { code: error.code } : {}
  const where = error.stack?.split('\n    at ')[1]?.trim()
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { name: error.name, message: withoutSecrets(error.message), ...code, where, ...cause }
}

const secrets = [
  /\b[ps]key_\w+/g,
  /\b(?:basic|bearer)\s+\S+/gi,
  // A phone number, grouped or not. Ids have letters around their digits.
  /(?<![\w.])\+?\d(?:[\s-]?\d){8,14}(?!\w|\.\d)/g,
]

/** A message may be Omise's or a library's, and repeat what it was sent. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((left, secret) => left.replace(secret, '…'), text)
}
