import { endWithNpm } from '../runtime/end-with-npm.ts'
import { complain } from './command.ts'
import { sentenceOf } from './sentence.ts'

/** npm passes on the Ctrl-C that the terminal has sent already: what comes this soon is the same one. */
const sameMs = 500

/** Runs until Ctrl-C or a polite kill; a second one ends at once. */
export async function runUntilStopped(
  start: () => Promise<{ close(): Promise<void> }>,
): Promise<void> {
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
    endWithNpm()
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): never {
  complain(sentenceOf(error))
  process.exit(1)
}
