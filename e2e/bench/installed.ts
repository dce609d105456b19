/** What the companion server's package takes on a shop's disk, with everything that npm installs beside it. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import type { Figure } from './figures.ts'

/** In MB (1,000,000 bytes). It may grow only with a feature that needs another library. */
export const installedBudgetMb = 18

const root = fileURLToPath(new URL('../..', import.meta.url))
const server = 'server-example'
const dependencies = z.optional(z.record(z.string(), z.string()))
const lockFile = z.object({ packages: z.record(z.string(), z.looseObject({ dependencies })) })

export type Installed = {
  readonly packages: number
  readonly ownMb: number
  readonly allMb: number
}

/** Adds up the files of what `npm install truemoney-checkout-server` brings. Needs `npm run build`. */
export function installedSize(): Installed {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')))
  const found = new Set<string>()
  const visit = (from: string) => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      const at = resolve(name, from, packages)
      if (found.has(at)) continue
      found.add(at)
      visit(at)
    }
  }
  visit(server)
  const own = bytesIn(`${root}${server}/dist`)
  const libraries = [...found].map((path) => bytesIn(root + path))
  const all = libraries.reduce((sum, bytes) => sum + bytes, own)
  return { packages: found.size + 1, ownMb: own / 1e6, allMb: all / 1e6 }
}

export async function installedFigures(): Promise<readonly Figure[]> {
  const { packages, ownMb, allMb } = installedSize()
  const goal = { subject: 'installed', bound: 'at most', value: installedBudgetMb } as const
  return [
    { what: 'our code, with its types', unit: 'MB', values: { installed: [ownMb] } },
    { what: 'with its libraries', unit: 'MB', values: { installed: [allMb] }, goal },
    { what: 'packages', unit: 'count', values: { installed: [packages] } },
  ]
}

/** Where Node finds a package that another one, in `from`, imports. */
function resolve(name: string, from: string, packages: Readonly<Record<string, unknown>>): string {
  for (let folder = from; ; folder = folder.replace(/(^|\/)[^/]*$/, '')) {
    const path = join(folder, 'node_modules', name)
    if (path in packages) return path
    if (folder === '') throw new Error(`Expected ${name} in package-lock.json, for ${from}.`)
  }
}

/** Of the package alone: what it has in a `node_modules` of its own is counted for itself. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.split('/').includes('node_modules'))
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}
