import { CheckoutError } from '../core/errors.ts'
import type { FileContents, LoadFile } from './later-files.ts'

/** A file of the script that comes after the first, and holds one thing. */
export type LaterFile<Content> = {
  /** What is in it, if it is there. */
  here(): Content | undefined
  /**
   * Brings it, once however often this is called. It is tried three times; then
   * this rejects with `script_incomplete`, and the next call begins anew.
   */
  bring(): Promise<Content>
  /** The same, where nobody waits for it yet. */
  prepare(): void
}

/** How long to wait before each attempt, in milliseconds. */
const attemptsAfterMs = [0, 500, 2500]

/** The file that exports its content under this name. */
export function laterFile<Name extends keyof FileContents>(
  name: Name,
  load: LoadFile,
): LaterFile<FileContents[Name]> {
  type Content = FileContents[Name]
  let arrived: Content | undefined
  let coming: Promise<Content> | undefined

  const importIt = async (): Promise<Content> => {
    const module = await load(name)
    if (hasContent(module, name)) return module[name]
    throw new Error(`Expected the script's ${name}, got another module.`)
  }
  const tryThrice = async (): Promise<Content> => {
    let cause: unknown
    for (const waitMs of attemptsAfterMs) {
      if (waitMs > 0) await sleep(waitMs)
      try {
        const content = await importIt()
        // What has been run is one task, and what is done with it another: neither holds the page up for long.
        await sleep(0)
        arrived = content
        return content
      } catch (thrown) {
        cause = thrown
      }
    }
    throw incomplete(name, cause)
  }

  const bring = async () => {
    if (arrived) return arrived
    coming ??= tryThrice().finally(() => {
      coming = undefined
    })
    return coming
  }

  return {
    here: () => arrived,
    bring,
    prepare: () => {
      bring().catch(() => {})
    },
  }
}

function hasContent<Name extends keyof FileContents>(
  module: unknown,
  name: Name,
): module is Pick<FileContents, Name> {
  return typeof module === 'object' && module !== null && name in module
}

function incomplete(name: string, cause: unknown): CheckoutError {
  return new CheckoutError(
    'script_incomplete',
    `Expected truemoney-checkout-${name}.….js beside the script, got none. ` +
      'Nothing was sent. Put all files of one build in the same place; if they are, check the network, ' +
      'CORS where that is another site, and the page’s Content-Security-Policy.',
    { cause },
  )
}

function sleep(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
