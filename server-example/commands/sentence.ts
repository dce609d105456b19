/** Returns what went wrong in a sentence or two for whoever typed the command, without a stack. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : undefined
  if (code === 'EADDRINUSE' && 'port' in error)
    return `Port ${error.port} is taken. Stop what uses it, or choose another one (PORT, METRICS_PORT).`
  if (code === 'EACCES' && 'port' in error)
    return `Port ${error.port} may not be used by this user. Choose one above 1023.`
  // Node leaves the message empty where it tried several addresses.
  const message = error.message || (code ?? error.name)
  return error.cause === undefined ? message : `${message} ${sentenceOf(error.cause)}`
}
