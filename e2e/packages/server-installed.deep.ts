/**
 * The companion server out of its tarball, in a folder with nothing of this project around it, on the
 * oldest Node that it names, the newest of that major, and the project's own. Needs a build, and npm's registry
 * or cache.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openTestHost } from '../../server-example/adapters/test-host.ts'
import {
  newDatabase,
  startTestPostgres,
  type TestPostgres,
} from '../../server-example/store/test-support/test-postgres.ts'
import { freePort } from '../runners/process.ts'
import {
  asLocked,
  installedApp,
  npmInstall,
  spawned,
  start,
  writeExample,
  writeManifest,
} from './installed.ts'
import { pack } from './packed.ts'
import { root, runTool } from './run-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'installed-server-'))
const command = join(folder, 'node_modules/.bin/truemoney-checkout-server')
const oldest = join(folder, 'oldest/node_modules/.bin/node')
const newestOf22 = join(folder, 'newest/node_modules/.bin/node')
const own = `${root}node_modules/.bin/node`
const merchantToken = 'a-token-of-the-packages-tests-0123456789'

let postgres: TestPostgres
beforeAll(async () => {
  const { file } = await pack('installed', `${root}server-example`)
  writeManifest(folder, { type: 'module' })
  await npmInstall(folder, file)
  await Promise.all(
    [
      ['oldest', 'node@22.13'],
      ['newest', 'node@22'],
    ].map(async ([name = '', node = '']) => {
      mkdirSync(join(folder, name))
      writeManifest(join(folder, name), { allowScripts: { node: true } })
      await npmInstall(join(folder, name), node)
    }),
  )
  postgres = await startTestPostgres()
}, 300_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
}, 120_000)

describe('PostgreSQL', () => {
  it('names its driver where it is not installed', async () => {
    const said = await run(own, ['migrate'], { DATABASE_URL: postgres.url })
    expect(said).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('npm install pg'),
    })
  })

  it.each([
    ['the oldest Node that is named', oldest],
    ['the newest Node 22', newestOf22],
    ['the project’s own Node', own],
  ])(
    'is served on %s',
    async (_name, node) => {
      await npmInstall(folder, 'pg')
      await playPayment(node, await newDatabase(postgres))
    },
    120_000,
  )
})

describe('an app in plain JavaScript', () => {
  const frameworks = ['express', 'fastify', 'hono'] as const
  beforeAll(async () => {
    await npmInstall(folder, ...asLocked('express', 'fastify', 'hono', '@hono/node-server'))
    for (const name of frameworks) writeExample(`${name}-app.ts`, join(folder, `${name}-app.js`))
  }, 120_000)

  it.each([
    ['the oldest Node that is named', oldest],
    ['the newest Node 22', newestOf22],
    ['the project’s own Node', own],
  ])(
    'of Express, Fastify or Hono takes a payment on %s',
    async (_name, node) => {
      for (const name of frameworks) {
        const env = { DATABASE_URL: await newDatabase(postgres) }
        const host = await openTestHost(installedApp(folder, node, [`${name}-app.js`]), { env })
        try {
          const order = await host.newOrder()
          await host.authorize(await host.charge(order))
          expect(await host.payment(order), name).toMatchObject({ status: 'successful' })
          expect(await (await fetch(`${host.origin}/hello`)).text()).toBe('the shop itself')
        } finally {
          await host.close()
        }
      }
    },
    120_000,
  )
})

describe('the command', () => {
  it('is started through its link as npm makes it, and describes the HTTP API beside it', async () => {
    const path = [join(own, '..'), join(folder, 'node_modules/.bin')].join(delimiter)
    const said = await spawned(folder, '/bin/sh', ['-c', 'truemoney-checkout-server --version'], {
      PATH: path,
    })
    const program = `
      import api from 'truemoney-checkout-server/openapi.json' with { type: 'json' }
      console.log(api.info.version)`
    const described = await spawned(folder, own, ['--input-type=module', '-e', program], {})
    expect(said).toMatchObject({ exitCode: 0, output: described.output })
  })
})

describe('SQLite', () => {
  it.each([
    ['the newest Node 22', newestOf22],
    ['the project’s own Node', own],
  ])(
    'is served on %s',
    async (_name, node) => {
      const name = `${node === own}.db`
      await playPayment(node, `sqlite:${join(folder, name)}`)
      const env = { DATABASE_URL: `sqlite:${join(folder, name)}` }
      expect((await run(node, ['backup', `copy-of-${name}`], env)).output).toContain('Copied')
    },
    120_000,
  )

  it('says which Node it wants where node:sqlite is too old', async () => {
    const said = await run(oldest, ['migrate'], {
      DATABASE_URL: `sqlite:${join(folder, 'old.db')}`,
    })
    expect(said.exitCode).toBe(1)
    expect(said.output).toMatch(/^Expected Node 22\.16 or newer for SQLite, got 22\.13\.\d+\./m)
  })
})

it('brings types that a strict project compiles without skipping a library', async () => {
  const { exports } = z
    .object({ exports: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(`${root}server-example/package.json`, 'utf8')))
  const names = Object.entries(exports)
    .filter(([, file]) => file.endsWith('.js'))
    .map(([entry]) => entry.replace('.', 'truemoney-checkout-server'))
  expect(names.length).toBeGreaterThan(2)
  const code = names.map((name, index) => `import * as m${index} from '${name}'\nvoid m${index}\n`)
  writeFileSync(join(folder, 'shop.ts'), code.join(''))
  // The types of the frameworks that a shop has, and that the adapters name.
  await npmInstall(folder, '@types/node@22', '@types/express@5', 'fastify@5')
  const options = '--noEmit --strict --skipLibCheck false --module nodenext --target es2023'
  await runTool(folder, ['tsc', ...options.split(' '), '--types', 'node', 'shop.ts'])
}, 120_000)

/** From an empty database to a paid and refunded order, by the command alone. */
async function playPayment(node: string, databaseUrl: string): Promise<void> {
  const port = await freePort()
  const serverUrl = `http://localhost:${port}`
  const simulator = await start(
    folder,
    node,
    ['--input-type=module', '-e', simulatorProgram, `${serverUrl}/webhooks/omise`],
    {},
    /\}\n/,
  )
  const env = {
    ...z.record(z.string(), z.string()).parse(JSON.parse(simulator.output())),
    DATABASE_URL: databaseUrl,
    MERCHANT_TOKEN: merchantToken,
    MERCHANT_PAGE: 'true',
    PORT: String(port),
  }
  expect((await run(node, ['migrate', '--dry-run'], env)).output).toContain('Missing, and not run')
  expect((await run(node, ['migrate'], env)).output).toContain('Migrated:')
  const server = await start(
    folder,
    node,
    [command, 'serve', '--no-migrate'],
    env,
    /"msg":"listening"/,
  )
  try {
    expect((await fetch(`${serverUrl}/readyz`)).status).toBe(200)
    for (const file of ['', 'main.js', 'frame.css'])
      expect((await fetch(`${serverUrl}/merchant/${file}`)).status, file).toBe(200)
    const doctor = await run(node, ['doctor', '--json'], env)
    const { lines } = report.parse(JSON.parse(doctor.stdout))
    // The shop's own page, of which there is none here.
    const wrong = lines.filter(({ level }) => level === 'wrong' || level === 'unchecked')
    expect(wrong.map(({ subject }) => subject)).toEqual(['return page'])
    const created = await merchant('POST', `${serverUrl}/api/merchant/orders`, {
      reference: 'SO-1',
      amount: 50_000,
    })
    const order = z.object({ orderId: z.string(), token: z.string() }).parse(created)
    const payer = ['--input-type=module', '-e', payProgram, JSON.stringify({ ...order, serverUrl })]
    expect(await spawned(folder, node, payer, {})).toMatchObject({ exitCode: 0 })
    await expect
      .poll(() => merchant('GET', `${serverUrl}/api/merchant/orders/${order.orderId}`))
      .toMatchObject({ state: 'paid' })
    const refunded = await run(node, ['refund', 'SO-1', '100'], env)
    expect(refunded).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('฿100.00'),
    })
    expect((await run(node, ['audit'], env)).output).toContain('1 charges, 0 of them not made')
  } finally {
    expect(await server.stop()).toBe(0)
    await simulator.stop()
  }
}

const report = z.object({
  lines: z.array(z.object({ subject: z.string(), level: z.string() })),
})

const simulatorProgram = `
  import { startSimulator } from 'truemoney-checkout-server/testing'
  const simulator = await startSimulator({ webhookUrl: process.argv[1] })
  console.log(JSON.stringify(simulator.env))`
const payProgram = `
  import { payOrder } from 'truemoney-checkout-server/testing'
  await payOrder(JSON.parse(process.argv[1]))`

async function merchant(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${merchantToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.json()
}

function run(node: string, args: readonly string[], env: Record<string, string>) {
  return spawned(folder, node, [command, ...args], env)
}
