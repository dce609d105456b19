import { pino } from 'pino'
import type { Journal } from './checkout/ports.ts'

/**
 * JSON lines on standard output. An error is logged by name, message and code
 * alone, its causes included: a stack or a whole error object of a library can
 * carry a request with its Authorization header.
 */
export function createLog(level: string): Journal {
  return pino({ level, base: null, serializers: { error: describeError } })
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? { code: error.code } : {}
  const where = error.stack?.split('\n')[1]?.trim()
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { name: error.name, message: error.message, ...code, where, ...cause }
}
