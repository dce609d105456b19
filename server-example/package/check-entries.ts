/**
 * `node check-entries.ts FOLDER`: the last step of `prepack`. Fails when the tarball that npm would
 * make of the package in that folder lacks a file that its `exports` or its `bin` name.
 */
import { spawnSync } from 'node:child_process'
import * as z from 'zod/mini'
import { entryFiles, missingFiles } from './manifest.ts'

const [folder = '.'] = process.argv.slice(2)
const missing = missingFiles(entryFiles(folder), packedFiles(folder))
if (missing.length > 0) {
  process.stderr.write(
    `Expected the tarball to hold every file that package.json names, these are missing: ${missing.join(', ')}. Build the package, or correct exports, bin or files.\n`,
  )
  process.exitCode = 1
}

function packedFiles(cwd: string): string[] {
  // What npm was told for the pack that runs this (a workspace, a destination) is not for this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('npm_config_')),
  )
  const { stdout, stderr, status } = spawnSync(
    'npm',
    ['pack', '--dry-run', '--json', '--ignore-scripts'],
    { cwd, env, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`Expected npm to list the package's files: ${stderr}`)
  const [packed] = z
    .tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
    .parse(JSON.parse(stdout))
  return packed.files.map(({ path }) => path)
}
