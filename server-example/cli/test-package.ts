/** For tests: the command as it comes out of the package, in a folder with nothing of this project around it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { cliBuild } from './build.ts'

export type TestPackage = Awaited<ReturnType<typeof buildTestPackage>>

export type TestSimulator = Awaited<ReturnType<TestPackage['startSimulator']>>

export async function buildTestPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'truemoney-checkout-'))
  copyFileSync('package.json', join(folder, 'package.json'))
  await build({
    ...cliBuild,
    configFile: false,
    logLevel: 'error',
    build: { ...cliBuild.build, outDir: join(folder, 'dist/cli') },
  })
  const file = join(folder, 'dist/cli/truemoney-checkout.js')
  return { folder, run, startSimulator, remove: () => rmSync(folder, { recursive: true }) }

  /** Runs it to its end. */
  async function run(...args: string[]) {
    const command = start(args)
    await once(command.child, 'close')
    return { exitCode: command.child.exitCode, output: command.said() }
  }

  /** Runs the simulator until `stop`, which answers its exit code. */
  async function startSimulator(...args: string[]) {
    const { child, said } = start(['simulator', '--port', '0', ...args])
    const ended = once(child, 'close')
    while (!said().includes('Ctrl-C')) {
      await Promise.race([once(child.stdout, 'data'), ended])
      if (child.exitCode !== null) throw new Error(said())
    }
    const url = /http:\/\/localhost:\d+/.exec(said())?.[0] ?? ''
    const stop = async () => {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    }
    return { url, stop }
  }

  function start(args: string[]) {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk
      })
    return { child, said: () => output }
  }
}
