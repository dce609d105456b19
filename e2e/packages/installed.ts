/** A folder with nothing of this project around it, what npm installs there, and programs that run in it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { expect } from 'vitest'
import * as z from 'zod/mini'
import type { Host } from '../../server-example/adapters/test-host.ts'
import { asInstalled } from '../../server-example/playground/server-code.ts'
import { root, runTool } from './run-tool.ts'

type Env = Readonly<Record<string, string>>

/** Writes the `package.json` of a project that npm can install into. */
export function writeManifest(folder: string, more: object = {}): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...more }))
}

export async function npmInstall(folder: string, ...what: readonly string[]): Promise<void> {
  await runTool(folder, ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...what])
}

const lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.optional(z.string()) })),
})

/** Returns each package with the version of this project's lock file, as `npm install` takes it. */
export function asLocked(...names: readonly string[]): readonly string[] {
  const { packages } = lock.parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')))
  return names.map((name) => `${name}@${packages[`node_modules/${name}`]?.version}`)
}

const adapters = `${root}server-example/adapters`

/** Writes an example of the adapters as a shop in plain JavaScript has it: from the package. */
export function writeExample(example: string, file: string): void {
  const code = stripTypeScriptTypes(readFileSync(`${adapters}/examples/${example}`, 'utf8'))
  // Node wants the extension that Next's compiler can do without.
  writeFileSync(file, asInstalled(code).replace(/(from '[./]+[\w/]+)'/g, "$1.js'"))
}

/** A shop's app of that folder, started with these arguments of Node. */
export function installedApp(folder: string, node: string, args: readonly string[]): Host {
  return {
    name: args.join(' '),
    async start(env, port) {
      const { child, ended, output } = launch(folder, node, args, { ...env, PORT: String(port) })
      const close = async () => {
        child.kill('SIGTERM')
        await ended
      }
      try {
        await expect.poll(() => child.exitCode ?? isUp(port), { timeout: 30_000 }).toBe(true)
      } catch (cause) {
        await close()
        throw new Error(`Expected ${args.join(' ')} to start: ${output()}`, { cause })
      }
      return { close }
    },
  }
}

function isUp(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/hello`).then(
    () => true,
    () => false,
  )
}

/** Runs to the end. */
export async function spawned(folder: string, node: string, args: readonly string[], env: Env) {
  const { child, output, stdout, ended } = launch(folder, node, args, env)
  await ended
  return { exitCode: child.exitCode, output: output(), stdout: stdout() }
}

/** Runs until `stop`, which resolves with the exit code. */
export async function start(
  folder: string,
  node: string,
  args: readonly string[],
  env: Env,
  ready: RegExp,
) {
  const { child, output, ended } = launch(folder, node, args, env)
  while (!ready.test(output())) {
    await Promise.race([once(child.stdout, 'data'), ended])
    if (child.exitCode !== null) throw new Error(`Expected ${args.join(' ')} to run: ${output()}`)
  }
  return {
    output,
    async stop() {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}

function launch(cwd: string, node: string, args: readonly string[], env: Env) {
  const child = spawn(node, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', NODE_NO_WARNINGS: '1', ...env },
  })
  let stdout = ''
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
    output += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  return { child, ended: once(child, 'close'), output: () => output, stdout: () => stdout }
}
