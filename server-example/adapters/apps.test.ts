import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { type Host, openTestHost, type TestHost } from './test-host.ts'

let shop: TestHost | undefined
afterEach(() => shop?.close())
const patienceMs = 30_000

it.each(['express-app.ts', 'fastify-app.ts', 'hono-app.ts', 'node-app.ts'])(
  '%s takes a payment beside its own routes, and ends when asked to',
  async (file) => {
    const app = asProcess(file)
    const host = await openTestHost(app)
    shop = host
    expect(await (await fetch(`${host.origin}/hello`)).text()).toBe('the shop itself')
    const order = await host.newOrder()
    await host.authorize(await host.charge(order))
    expect(await host.deliveries()).toEqual([200, 200])
    expect(await host.payment(order)).toMatchObject({ status: 'successful' })
    await host.stop()
    expect(app.exitCode()).toBe(0)
  },
  patienceMs,
)

function asProcess(file: string): Host & { exitCode(): number | null } {
  let exitCode: number | null = null
  return {
    name: file,
    exitCode: () => exitCode,
    async start(env, port) {
      const path = fileURLToPath(new URL(`examples/${file}`, import.meta.url))
      const child = spawn(process.execPath, [path], {
        env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
        stdio: 'inherit',
      })
      const ended = once(child, 'exit')
      const close = async () => {
        child.kill('SIGTERM')
        await ended
        exitCode = child.exitCode
      }
      try {
        await expect.poll(() => isUp(port), { timeout: patienceMs / 2 }).toBe(true)
      } catch (error) {
        await close()
        throw error
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
