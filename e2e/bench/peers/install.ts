/** Packages that are measured and that nothing else needs: installed when they are measured. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.optional(z.string()), integrity: z.optional(z.string()) }),
  ),
})
const patienceMs = 120_000

/** Installs what that folder's lock file names, unless it is there. Answers why it can't be had, in npm's words. */
export function installPackages(folder: string): string | undefined {
  if (isInstalled(folder)) return undefined
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: patienceMs,
  })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

/** By npm's own note of what it has installed, which it writes last. */
function isInstalled(folder: string): boolean {
  const note = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  return isDeepStrictEqual(packagesIn(note), packagesIn(join(folder, 'package-lock.json')))
}

function packagesIn(lockFile: string) {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')))
  const { '': _project, ...installed } = packages
  return installed
}
