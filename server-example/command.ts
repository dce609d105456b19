/** What every command here has in common: it starts, says plainly why it cannot, and ends cleanly. */

/** npm passes on the Ctrl-C that the terminal has sent already: what comes this soon is the same one. */
const sameMs = 500

/** Runs until Ctrl-C or a polite kill; a second one ends at once. */
export async function runCommand(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start()
    let askedAt: number | undefined
    const stop = () => {
      if (askedAt !== undefined) {
        if (performance.now() - askedAt > sameMs) process.exit(130)
        return
      }
      askedAt = performance.now()
      running.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${sentence(error)}\n`)
  process.exit(1)
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE' && 'port' in error)
    return `Port ${error.port} is taken. Stop what uses it, or choose another one (PORT, METRICS_PORT).`
  if (code === 'EACCES' && 'port' in error)
    return `Port ${error.port} may not be used by this user. Choose one above 1023.`
  return error.message
}
