import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A program of ours, running, with everything it has said so far. */
export type RunningProcess = {
  readonly output: () => string
  readonly pid: number | undefined
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end, as Ctrl-C does, and answers its exit code. */
  stop(): Promise<number | null>
}

/** Starts a command and waits until `isReady` says yes to what it has printed or to a look at it. */
export async function startCommand(
  command: readonly string[],
  env: Record<string, string>,
  isReady: (output: string) => boolean | Promise<boolean>,
): Promise<RunningProcess> {
  const { child, output, exited } = run(command, env)
  const name = command.join(' ')
  await waitUntil(`${name} is ready`, async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${output()}`)
    return isReady(output())
  }).catch(async (error: unknown) => {
    signalGroup(child, 'SIGKILL')
    throw error
  })
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    signalGroup(child, signal)
    await exited
    return child.exitCode
  }
  return {
    output,
    pid: child.pid,
    kill: () => end('SIGKILL').then(() => undefined),
    stop: () => end('SIGINT'),
  }
}

/** Runs a command that ends by itself. */
export async function runToEnd(
  command: readonly string[],
  env: Record<string, string>,
): Promise<{ exitCode: number | null; output: string }> {
  const { child, output, exited } = run(command, env)
  const tooLong = setTimeout(() => signalGroup(child, 'SIGKILL'), 20_000)
  await exited
  clearTimeout(tooLong)
  return { exitCode: child.exitCode, output: output() }
}

const running = new Set<ChildProcess>()
// Whatever ends this process early, a failed start too, must not leave others behind.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

/** In a process group of its own, as a terminal has it: Ctrl-C reaches npm and what npm has started. */
function run([file = '', ...args]: readonly string[], env: Record<string, string>) {
  const path = [`${root}node_modules/.bin`, process.env.PATH ?? ''].join(delimiter)
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH: path, HOME: process.env.HOME ?? root, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk))
  // Not `exit`: what it said last may still be on its way then.
  return { child, exited: once(child, 'close'), output: () => said }
}

function signalGroup({ pid, exitCode }: ChildProcess, signal: 'SIGKILL' | 'SIGINT'): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, signal)
}

/** Polls every 25 ms, for two minutes at most: a busy machine needs them. */
export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const giveUpAt = Date.now() + 120_000
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Expected within two minutes: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/**
 * A port that was free a moment ago, below those that the system gives away by itself, lest another process gets it
 * before the one that it is for.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000)
  const server = createServer()
  const listening = once(server, 'listening')
  server.listen(port, '127.0.0.1')
  try {
    await listening
  } catch {
    return freePort()
  }
  server.close()
  await once(server, 'close')
  return port
}
