/** The drill of the manual: a database is lost, and its last backup knows less than Omise. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort, runToEnd } from '../../e2e/runners/process.ts'
import { startServer } from '../start/start-server.ts'
import { payOrder, startSimulator, type TestSimulator } from '../testing/index.ts'
import { readConfig } from './configuration.ts'

let folder: string
let simulator: TestSimulator
let env: Record<string, string>
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restore-'))
  const port = await freePort()
  simulator = await startSimulator({ webhookUrl: `http://localhost:${port}/webhooks/omise` })
  env = {
    ...simulator.env,
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'orders.db')}`,
    LOG_LEVEL: 'silent',
  }
})
afterEach(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})

const command = (...args: string[]) =>
  runToEnd(['node', 'server-example/commands/main.ts', ...args], env)

it('an order that was paid after the last backup is paid again after the audit', async () => {
  const before = await startServer(readConfig(env))
  const order = await before.orders.create({ reference: 'SO-1', amount: 119_200 })
  const copy = join(folder, 'copy.db')
  expect(await command('backup', copy)).toMatchObject({ exitCode: 0 })
  await payOrder({ ...order, serverUrl: before.url })
  await simulator.settled()
  expect(await before.orders.find({ reference: 'SO-1' })).toMatchObject({ state: 'paid' })
  await before.close()

  for (const left of ['', '-wal', '-shm']) rmSync(join(folder, `orders.db${left}`), { force: true })
  cpSync(copy, join(folder, 'orders.db'))
  const audited = await command('audit', '7')
  expect(audited).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining('0 that do not fit'),
  })

  const after = await startServer(readConfig(env))
  expect(await after.orders.find({ reference: 'SO-1' })).toMatchObject({ state: 'paid' })
  await after.close()
}, 60_000)
