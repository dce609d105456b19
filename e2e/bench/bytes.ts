/** What a buyer's phone has to load, in bytes of brotli: exact, and the same on every machine. */
import { readdirSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'
import * as z from 'zod/mini'
import { type Budget, entryBudgets, scriptBudgets } from './budgets.ts'
import type { Figure } from './figures.ts'

export type ScriptBytes = { readonly before: number; readonly all: number }
export type EntryBytes = { readonly own: number; readonly whole: number }

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifest = z.object({
  exports: z.record(z.string(), z.object({ default: z.string() })),
})

/** Every file in `dist` that a page loads by a script tag. */
export function publishedScripts(): readonly string[] {
  return readdirSync(`${root}dist`).filter((name) => name.endsWith('.js'))
}

/** Every entry of the package, but those that are one of the scripts. */
export function packageEntries(): ReadonlyMap<string, string> {
  const { exports } = manifest.parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')))
  return new Map(
    Object.entries(exports)
      .map(([entry, { default: path }]) => [entry, path] as const)
      .filter(([, path]) => path.startsWith('./dist/lib/')),
  )
}

/** What is loaded before the field is usable, and for a whole payment. Needs `npm run build`. */
export function scriptBytes({ before, later }: Budget['files']): ScriptBytes {
  const usable = before.map(fileBytes).reduce(sum, 0)
  return { before: usable, all: later.map(fileBytes).reduce(sum, usable) }
}

/** What entries weigh in the bundle of a merchant who imports all of them. Needs `npm run build`. */
export async function entryBytes(...paths: readonly string[]): Promise<EntryBytes> {
  const [first = ''] = paths
  if (first.endsWith('.css')) {
    const { length } = brotliCompressSync(readFileSync(root + first))
    return { own: length, whole: length }
  }
  const isPackage = /^(?!\.|\/)/
  return {
    own: await bundled(paths, isPackage),
    whole: await bundled(paths, /^react(-dom)?(\/|$)/),
  }
}

/** Everything that is published, as figures beside their goals. */
export async function bytesFigures(): Promise<readonly Figure[]> {
  const scripts = scriptBudgets.flatMap(({ name, files, goalKb }) => {
    const { before, all } = scriptBytes(files)
    return [
      kilobytes(`${name}: before the field is usable`, before, goalKb?.before),
      kilobytes(`${name}: whole payment`, all, goalKb?.all),
    ]
  })
  const paths = packageEntries()
  const entries: Figure[] = []
  for (const { entry } of entryBudgets) {
    const { own, whole } = await entryBytes(paths.get(entry) ?? '')
    entries.push(kilobytes(`npm \`${entry}\`: our code`, own))
    entries.push(kilobytes(`npm \`${entry}\`: with its libraries`, whole))
  }
  return [...scripts, ...entries]
}

export function kilobytesOf(bytes: number): number {
  return bytes / 1000
}

function kilobytes(what: string, bytes: number, goalKb?: number): Figure {
  return {
    what,
    unit: 'kB',
    values: { brotli: [kilobytesOf(bytes)] },
    ...(goalKb !== undefined && {
      goal: { subject: 'brotli', bound: 'at most', value: goalKb } as const,
    }),
  }
}

function fileBytes(pattern: string): number {
  const [name, another] = publishedScripts().filter((script) => matchesGlob(script, pattern))
  if (name === undefined || another !== undefined)
    throw new Error(`Expected one dist/${pattern}; run npm run build.`)
  return brotliCompressSync(readFileSync(`${root}dist/${name}`)).length
}

function sum(one: number, other: number): number {
  return one + other
}

async function bundled(paths: readonly string[], external: RegExp): Promise<number> {
  const files = paths.map((path) => root + path)
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: files,
        external: (id, _importer, isResolved) =>
          !isResolved && !files.includes(id) && external.test(id),
        preserveEntrySignatures: 'strict',
      },
    },
  })
  if (!('output' in result)) throw new Error(`Expected one bundle of ${paths.join(', ')}.`)
  const code = result.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
  return brotliCompressSync(code).length
}
