import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a tool of `node_modules/.bin` in a folder and answers what it printed; throws what it said when it fails. */
export async function runTool(
  cwd: string,
  [tool = '', ...args]: readonly string[],
  input = '',
): Promise<string> {
  const { NODE_ENV: _the_runners_own, ...env } = process.env
  const path = [`${root}node_modules/.bin`, env.PATH ?? ''].join(delimiter)
  const child = spawn(tool, args, { cwd, env: { ...env, PATH: path }, timeout: 120_000 })
  let printed = ''
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk))
  child.stdin.end(input)
  await once(child, 'close')
  if (child.exitCode === 0) return printed
  throw new Error(`Expected ${tool} ${args.join(' ')} to work in ${cwd}:\n${printed}\n${said}`)
}
