/**
 * Installs the packages when they are missing or older than the lock file, and
 * the project's own Node with them. Plain JavaScript without dependencies: it
 * is the one file that runs before anything is installed, on any Node from 20.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const installed = `${root}node_modules/.package-lock.json`
const node = `${root}node_modules/.bin/node`

// Also where NODE_ENV=production leaves them out: what runs the server is among them.
if (!isFresh()) npm('ci', '--include=dev')
// npm may have been told not to run install scripts; the one that unpacks Node is needed.
if (!runs(node)) npm('rebuild', 'node')
if (!runs(node)) {
  console.error(
    'Expected the npm package "node" to bring Node 24 into node_modules/.bin; it did not. Allow its install script and run npm ci.',
  )
  process.exit(1)
}

function isFresh() {
  if (!existsSync(installed) || !existsSync(`${root}node_modules/node`)) return false
  return statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs
}

function runs(command) {
  return spawnSync(command, ['--version']).status === 0
}

function npm(...args) {
  console.error(`npm ${args.join(' ')} …`)
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status === 0) return
  console.error('The packages could not be installed; npm says why above.')
  process.exit(status ?? 1)
}
