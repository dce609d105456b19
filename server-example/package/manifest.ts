/** What a `package.json` promises: the files behind its `exports` and its `bin`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'

const manifest = z.object({
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  bin: z.optional(z.record(z.string(), z.string())),
})

/** Returns the paths in the package of every entry and command, sorted, without `./`. */
export function entryFiles(folder: string): string[] {
  const { exports, bin = {} } = manifest.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  )
  const paths = [...Object.values(exports), bin].flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  return [...new Set(paths.map((path) => path.replace(/^\.\//, '')))].toSorted()
}

/**
 * Returns the entries that are not among a tarball's files. An entry of
 * JavaScript whose types are not named has them beside it.
 */
export function missingFiles(entries: readonly string[], packed: readonly string[]): string[] {
  return entries.filter((path) => !packed.includes(path))
}
