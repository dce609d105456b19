/** The package as `npm pack` makes it of the last build, and merchants' projects that install it. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { root, runTool } from './run-tool.ts'

const work = `${root}test-results/packages`
const fixtures = `${root}e2e/packages/fixtures`

export type Packed = {
  /** The tarball's path. */
  readonly file: string
  /** What is in it, sorted. */
  readonly names: readonly string[]
}

/** Packs a package of this repository into a folder of its own, so that two runs at once don't meet. */
export async function pack(folder: string, packageFolder = root): Promise<Packed> {
  const at = `${work}/${folder}`
  rmSync(at, { recursive: true, force: true })
  mkdirSync(at, { recursive: true })
  const flags = ['--json', '--ignore-scripts', '--pack-destination', at]
  const [packed] = z
    .tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })])
    .parse(JSON.parse(await runTool(packageFolder, ['npm', 'pack', ...flags])))
  return {
    file: `${at}/${packed.filename}`,
    names: packed.files.map(({ path }) => path).toSorted(),
  }
}

export type Project = { readonly folder: string; readonly name: string }

/**
 * Makes a project beside the tarball: a fixture's sources, a `package.json` of
 * its own, and the package unpacked into its `node_modules`. Everything else
 * is found in this repository's, but for what `install` names, which comes from
 * npm: another major version of a library cannot be in both.
 */
export async function createProject(
  { file }: Packed,
  fixture: string,
  { name = fixture, install = [] }: { name?: string; install?: readonly string[] } = {},
): Promise<Project> {
  const folder = file.replace(/[^/]+$/, name)
  cpSync(`${fixtures}/${fixture}`, folder, { recursive: true })
  if (fixture !== 'html') {
    cpSync(`${fixtures}/shared/index.html`, `${folder}/index.html`)
    cpSync(`${fixtures}/shared/shop.ts`, `${folder}/src/shop.ts`)
  }
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, private: true, type: 'module' }))
  if (install.length > 0) {
    cpSync(`${root}.npmrc`, `${folder}/.npmrc`)
    const flags = ['--prefer-offline', '--no-save', '--no-package-lock', '--ignore-scripts']
    await runTool(folder, ['npm', 'install', ...flags, '--loglevel=error', ...install])
  }
  const installed = `${folder}/node_modules/truemoney-checkout`
  mkdirSync(installed, { recursive: true })
  await runTool(installed, ['tar', '-xzf', file, '--strip-components=1'])
  return { folder, name }
}

/** The `sha384-…` of every published script, as the package in a project says it. */
export function integrityIn({ folder }: Project): Record<string, string> {
  const text = readFileSync(`${folder}/node_modules/truemoney-checkout/dist/integrity.json`, 'utf8')
  return z.record(z.string(), z.string()).parse(JSON.parse(text))
}
