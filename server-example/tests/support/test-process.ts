/** For tests: a program of ours as a process of its own, as it runs in production. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'

export type ServerProcess = {
  /** Where it listens, by its own word in the log. */
  readonly url: string
  /** Everything it has said so far. */
  output(): string
  /** Asks it to end, as an orchestrator does. */
  terminate(): void
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number | null>
}

const line = z.object({ msg: z.string(), url: z.optional(z.string()) })

/** Starts the server on a free port, and resolves when it listens. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const main = fileURLToPath(new URL('../../commands/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const listening = Promise.withResolvers<string>()
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk
    const url = addressIn(said)
    if (url !== undefined) listening.resolve(url)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'close').then(() => {
    listening.reject(new Error(`Expected the server to start, it said: ${said}`))
    return child.exitCode
  })
  return {
    url: await listening.promise,
    output: () => said,
    terminate: () => child.kill('SIGTERM'),
    ended,
  }
}

function addressIn(output: string): string | undefined {
  const lines = output.split('\n').filter((text) => text.startsWith('{') && text.endsWith('}'))
  for (const text of lines) {
    const { msg, url } = line.parse(JSON.parse(text))
    if (msg === 'listening') return url
  }
  return undefined
}
