/**
 * Installs the packages when they are missing or older than the lock file, and
 * the project's own Node with them. Plain JavaScript without dependencies: it
 * is the one file that runs before anything is installed, on any Node from 20.
 *
 * With `--to-run`, for a command that runs the server or the demo, and
 * NODE_ENV=production it installs nothing: it says what is missing and fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const installed = `${root}node_modules/.package-lock.json`
const node = `${root}node_modules/.bin/node`

if (process.env.NODE_ENV === 'production' && process.argv.includes('--to-run')) checkInstalled()
else install()

function install() {
  // Also where NODE_ENV=production leaves them out: what builds and tests the project is among them.
  if (!isFresh()) npm('ci', '--include=dev')
  // npm may have been told not to run install scripts; the one that unpacks Node is needed.
  if (!runs(node)) npm('rebuild', 'node')
  if (!runs(node))
    fail(
      'Expected the npm package "node" to bring Node 24 into node_modules/.bin; it did not. Allow its install script and run npm ci.',
    )
}

function checkInstalled() {
  const manifest = JSON.parse(readFileSync(`${root}server-example/package.json`, 'utf8'))
  const missing = Object.keys(manifest.dependencies).filter(
    (name) =>
      !existsSync(`${root}node_modules/${name}`) &&
      !existsSync(`${root}server-example/node_modules/${name}`),
  )
  if (missing.length > 0)
    fail(
      `Expected installed packages, these are missing: ${missing.join(', ')}. With NODE_ENV=production a start installs nothing: run npm ci --omit=dev before it.`,
    )
  if (!process.features.typescript)
    fail(
      `Expected Node 22.18 or newer, which runs TypeScript as it is, got ${process.version}. Use that, or npm ci --include=dev, which brings Node 24.`,
    )
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
  fail('The packages could not be installed; npm says why above.', status ?? 1)
}

function fail(message, exitCode = 1) {
  console.error(message)
  process.exit(exitCode)
}
