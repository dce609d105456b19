/** Programs under measurement, as processes of their own on ports of the loopback. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { freePort } from '../../runners/process.ts'

const usageSchema = z.object({ cpuMicros: z.number(), rssBytes: z.number(), heapBytes: z.number() })
export type Usage = z.infer<typeof usageSchema>

export type Program = {
  readonly url: string
  /** From its start to its first answer, in ms. */
  readonly readyMs: number
  usage(): Promise<Usage>
  /** The same after a collection of garbage. */
  usageAndHeap(): Promise<Usage>
  stop(): Promise<void>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const patienceMs = 20_000
const lookEveryMs = 4

/** Starts a program of this folder or the server, with its arguments, and waits until `readyPath` answers 200. */
export async function startProgram(
  program: string,
  env: Record<string, string>,
  readyPath: string,
): Promise<Program> {
  const port = await freePort()
  const [path = '', ...args] = program.split(' ')
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', here('usage-probe.ts'), here(path), ...args], {
    cwd: here('../../..'),
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
    // Nobody reads the log: it is written, as in production, and costs us nothing.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await ready(child, url + readyPath)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    url,
    readyMs: performance.now() - startedAt,
    usage: () => ask(child, 'usage'),
    usageAndHeap: () => ask(child, 'usage and heap'),
    async stop() {
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  while (!(await isAnswering(url))) {
    if (child.exitCode !== null || Date.now() > giveUpAt)
      throw new Error(`Expected ${child.spawnargs.at(-1)} to answer at ${url}; see above.`)
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function ask(child: ChildProcess, wish: 'usage' | 'usage and heap'): Promise<Usage> {
  const answered = once(child, 'message')
  child.send(wish)
  const [answer] = await answered
  return usageSchema.parse(answer)
}
