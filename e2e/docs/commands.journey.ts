/** The commands as a person types them: what they print, and how they end. */

import { freePort, runToEnd, startCommand } from '../runners/process.ts'
import { expect, test } from '../support/journey.ts'

test('npm start serves the playground and the shop, and Ctrl-C ends it', async () => {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const env = { PORT: String(port), SIMULATOR_PORT: String(simulatorPort) }
  const demo = await startCommand(['npm', 'start'], env, (output) => output.includes('Ctrl-C'))
  expect(demo.output()).toContain(`Playground     http://localhost:${port}/playground/`)
  expect(demo.output()).toContain(`http://localhost:${port}`)
  expect(demo.output()).toContain(`http://localhost:${simulatorPort}`)
  for (const path of [
    '/playground/',
    '/',
    '/npm/',
    '/guide/',
    '/merchant/',
    '/truemoney-checkout.js',
    '/shop/catalogue',
  ])
    expect((await fetch(`http://localhost:${port}${path}`)).status, path).toBe(200)

  const token = /\/merchant\/#token=(\S{32,})/.exec(demo.output())?.[1] ?? ''
  const orders = await fetch(`http://localhost:${port}/api/merchant/orders`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await orders.json()).toEqual({ orders: [], next: null })

  const second = await runToEnd(['node', 'server-example/demo/main.ts'], {
    ...env,
    SIMULATOR_PORT: String(await freePort()),
  })
  expect(second.exitCode).toBe(1)
  expect(second.output.trim()).toMatch(new RegExp(`^Port ${port} is taken[^\n]*$`))

  const askedAt = Date.now()
  expect(await demo.stop()).toBe(0)
  expect(Date.now() - askedAt).toBeLessThan(5_000)
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
})

test('the demo names the simulator’s port when that one is taken', async ({ stack }) => {
  const taken = new URL(stack.simulator.url).port
  const env = { PORT: String(await freePort()), SIMULATOR_PORT: taken }
  const { exitCode, output } = await runToEnd(['node', 'server-example/demo/main.ts'], env)
  expect(exitCode).toBe(1)
  expect(output.trim()).toMatch(new RegExp(`^Port ${taken} is taken[^\n]*SIMULATOR_PORT=[^\n]*$`))
})

test('the server names every problem of its configuration at once', async () => {
  const { exitCode, output } = await runToEnd(['npm', 'run', '--silent', 'server'], {
    PORT: 'three thousand',
    OMISE_PUBLIC_KEY: 'skey_test_5fxwrongplace0000001',
    OMISE_API_VERSION: '2014-07-27',
    DATABASE_URL: 'mongodb://localhost',
  })
  expect(exitCode).toBe(1)
  for (const name of [
    'PORT',
    'OMISE_PUBLIC_KEY',
    'OMISE_SECRET_KEY',
    'OMISE_API_VERSION',
    'DATABASE_URL',
  ])
    expect(output).toContain(name)
  expect(output).not.toContain('5fxwrongplace')
  expect(output).not.toContain('    at ')
})

test('the simulator says in one sentence that its port is taken', async ({ stack }) => {
  const { port } = new URL(stack.simulator.url)
  const command = ['npm', 'run', '--silent', 'simulator', '--', '--port', port]
  const { exitCode, output } = await runToEnd(command, {})
  expect(exitCode).toBe(1)
  expect(output.trim()).toMatch(new RegExp(`^Port ${port}[^\n]*is taken[^\n]*$`))
})
