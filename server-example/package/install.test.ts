/** What a start installs, in a copy of the project's manifests with an npm that only notes what it is asked. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'))
  const files = ['package/install.mjs', 'package/build-missing.mjs', 'package.json'].map(
    (x) => `server-example/${x}`,
  )
  for (const path of [...files, 'package.json', 'package-lock.json'])
    cpSync(path, join(folder, path))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(
    join(folder, 'bin/npm'),
    `#!/bin/sh\necho "$@" >> ${join(folder, 'asked')}\nexit 7\n`,
  )
  chmodSync(join(folder, 'bin/npm'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(script: string, args: readonly string[], env: Record<string, string>) {
  const path = `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'server-example/package', script), ...args],
    { encoding: 'utf8', env: { PATH: path, ...env } },
  )
  return { status, stderr, askedNpm: existsSync(join(folder, 'asked')) }
}
const production = { NODE_ENV: 'production' }

it('a start in production installs nothing, and says what is missing', () => {
  const missing = run('install.mjs', ['--to-run'], production)
  expect(missing).toMatchObject({ status: 1, askedNpm: false })
  expect(missing.stderr).toMatch(
    /^Expected installed packages.*hono.*npm ci --omit=dev before it\.\n$/,
  )
})

it('a start in production goes on with the packages of npm ci --omit=dev', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('server-example/package.json', 'utf8')))
  for (const name of Object.keys(dependencies))
    mkdirSync(join(folder, 'node_modules', name), { recursive: true })
  expect(run('install.mjs', ['--to-run'], production)).toEqual({
    status: 0,
    stderr: '',
    askedNpm: false,
  })
})

it('a start in production builds nothing, and says what is missing', () => {
  const missing = run('build-missing.mjs', [], production)
  expect(missing).toMatchObject({ status: 1, askedNpm: false })
  expect(missing.stderr).toMatch(/^Expected a build.*dist\/truemoney-checkout\.js.*npm run build/)
})

it.each([
  [['--to-run'], {}],
  [[], production],
])('installs with %j and %j, and ends as npm ends', (args, env) => {
  expect(run('install.mjs', args, env)).toMatchObject({ status: 7, askedNpm: true })
})
