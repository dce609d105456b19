import { posix } from 'node:path'

/**
 * The files that entries lead to by relative imports, entries included, sorted.
 * `read` answers a file's text; a declaration names its neighbours by their `.js`.
 */
export function reachable(entries: readonly string[], read: (path: string) => string): string[] {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const [, specifier = ''] of read(path).matchAll(
      /(?:\bfrom|\bimport|\bimport\()\s*['"](\.[^'"]+)['"]/g,
    )) {
      const target = posix.join(posix.dirname(path), specifier)
      visit(path.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target)
    }
  }
  entries.forEach(visit)
  return [...found].toSorted()
}
