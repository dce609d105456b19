import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'

const manifest = z.object({ name: z.string(), version: z.string() })

/** Returns the version of this package: its `package.json` is above the source as above what is built. */
export function ownVersion(): string {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder)
  return manifest.parse(JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))).version
}
