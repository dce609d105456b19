import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = new URL('../../dist/', import.meta.url)

export const firstFile = 'truemoney-checkout.js'
/** A later file's name holds its content's hash: a first file never gets one of another build. */
const laterFileName = /^truemoney-checkout-[a-z]+\.[0-9a-f]{8}\.js$/

/** The names of the script's other files, which their content decides. */
export function laterFiles(): string[] {
  const found = readdirSync(dist).filter((name) => laterFileName.test(name))
  if (found.length === 0) throw new Error('Expected a built script in dist/; run npm run build.')
  return found
}

/** A file of the built script, by any address that ends with its name. */
export function scriptFileAt(address: string): string | undefined {
  const name = basename(new URL(address, 'http://site.invalid').pathname)
  if (name !== firstFile && !laterFileName.test(name)) return undefined
  return readFileSync(fileURLToPath(new URL(name, dist)), 'utf8')
}
