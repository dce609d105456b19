import { CheckoutError } from '../errors.ts'
import { type FilePlace, importFile } from './import-file.ts'

export type SecondFile = typeof import('../script-second.ts')

/** How long to wait before each attempt, in milliseconds. */
const attemptsAfterMs = [0, 500, 2500]

let arrived: SecondFile | undefined
let coming: Promise<SecondFile> | undefined
let attempts = 0

/** The second file, if it is there. */
export function secondFile(): SecondFile | undefined {
  return arrived
}

/**
 * Brings the second file, once however often this is called. It is tried three
 * times; then this rejects with `script_incomplete`, and the next call begins
 * anew.
 */
export function bringSecondFile(): Promise<SecondFile> {
  coming ??= bring().finally(() => {
    coming = undefined
  })
  return coming
}

/** When the page has nothing better to do. */
export function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has none: by then the first picture is painted, which is what matters.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 2000 })
    else setTimeout(resolve, 200)
  })
}

async function bring(): Promise<SecondFile> {
  let cause: unknown
  for (const waitMs of attemptsAfterMs) {
    if (arrived) return arrived
    if (waitMs > 0) await sleep(waitMs)
    try {
      const second = await importSecondFile()
      // What has been run is one task, and what is done with it another: neither holds the page up for long.
      await sleep(0)
      arrived = second
      return second
    } catch (thrown) {
      cause = thrown
    }
  }
  throw new CheckoutError(
    'script_incomplete',
    'Expected the second file of the script (truemoney-checkout-pay.….js) beside the first, got none. ' +
      'Nothing was sent. Put both files of one build in the same place; if they are, check the network, ' +
      'CORS where that is another site, and the page’s Content-Security-Policy.',
    { cause },
  )
}

/** From source, the module itself; in the built script, the build puts the place of the file there instead. */
async function importSecondFile(): Promise<SecondFile> {
  const found: SecondFile | FilePlace = await import('../script-second.ts')
  if ('mountInPage' in found) return found
  const module: unknown = await importFile(found, attempts++)
  if (isSecondFile(module)) return module
  throw new Error('Expected the second file of this script, got another module.')
}

function isSecondFile(module: unknown): module is SecondFile {
  return typeof module === 'object' && module !== null && 'mountInPage' in module
}

function sleep(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
