/**
 * Builds the widget, the demo's pages and the guide when there is no build yet, or one older than its sources. With
 * NODE_ENV=production it builds nothing: it says that a build is missing and fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const builds = [
  {
    sources: [
      ...['widget', 'public/npm', 'public/playground/live'],
      ...['vite.config.ts', 'package.json', 'package-lock.json'],
    ],
    made: [
      'dist/truemoney-checkout.js',
      'dist/omise-compatible.js',
      'dist/truemoney-checkout-element.js',
      'dist/lib/index.js',
      'dist/npm/index.html',
      'dist/playground/live/preact.js',
    ],
    // The guide is among what it builds.
    command: ['npm', 'run', '--silent', 'build'],
  },
  {
    sources: ['public/guide', 'public/pictures', 'CHANGELOG.md'],
    made: ['dist/guide/index.html'],
    command: ['npm', 'exec', '--', 'vitepress', 'build', 'public/guide'],
  },
]

if (process.env.NODE_ENV === 'production') {
  const missing = builds.flatMap(({ made }) => made).filter((path) => !existsSync(root + path))
  if (missing.length > 0) {
    console.error(
      `Expected a build, these files are missing: ${missing.join(', ')}. With NODE_ENV=production a start builds nothing: run npm run build before it.`,
    )
    process.exitCode = 1
  }
} else for (const build of builds) process.exitCode ||= buildWhenOld(build)

/** Returns the exit code. */
function buildWhenOld({ sources, made, command: [program, ...args] }) {
  if (oldest(made) >= newest(sources)) return 0
  return spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1
}

function oldest(paths) {
  return Math.min(...paths.map((path) => (existsSync(root + path) ? mtime(root + path) : 0)))
}

function newest(paths) {
  return Math.max(...paths.flatMap((path) => filesIn(root + path)).map(mtime))
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
