/**
 * Builds the widget and the demo page when there is no build yet, or one older than its sources. With
 * NODE_ENV=production it builds nothing: it says that a build is missing and fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = [
  ...['widget', 'public/npm', 'public/playground/live'],
  ...['vite.config.ts', 'package.json', 'package-lock.json'],
]
const builds = [
  'dist/truemoney-checkout.js',
  'dist/omise-compatible.js',
  'dist/truemoney-checkout-element.js',
  'dist/lib/index.js',
  'dist/npm/index.html',
  'dist/playground/live/preact.js',
]

if (process.env.NODE_ENV === 'production') {
  const missing = builds.filter((path) => !existsSync(root + path))
  if (missing.length > 0) {
    console.error(
      `Expected a build, these files are missing: ${missing.join(', ')}. With NODE_ENV=production a start builds nothing: run npm run build before it.`,
    )
    process.exitCode = 1
  }
} else if (oldestBuild() < newestSource()) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  process.exitCode = status ?? 1
}

function oldestBuild() {
  return Math.min(...builds.map((path) => (existsSync(root + path) ? mtime(root + path) : 0)))
}

function newestSource() {
  return Math.max(...sources.flatMap((path) => filesIn(root + path)).map(mtime))
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true })
    .map((name) => `${path}/${name}`)
    .filter((file) => statSync(file).isFile())
}

function mtime(path) {
  return statSync(path).mtimeMs
}
