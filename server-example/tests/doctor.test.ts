/** The doctor as a person runs it: simulator, server and doctor as processes, a TLS proxy in front. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { freePort, type RunningProcess, runToEnd, startCommand } from '../../e2e/runners/process.ts'
import { createCertificate } from '../doctor/test-support/test-certificate.ts'
import { passOn, type StandIn, startStandIn } from '../doctor/test-support/test-stand-ins.ts'
import { defaultPublicKey, defaultSecretKey } from '../simulator/account.ts'
import { type ServerProcess, startServerProcess } from './support/test-process.ts'

const asTyped = ['npm', 'run', '--silent', 'doctor']
const doctor = ['node', 'server-example/commands/main.ts', 'doctor']
const webhookSecret = Buffer.from('a secret of the doctor’s tests').toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'doctor-'))

let proxy: StandIn
let simulator: RunningProcess
let server: ServerProcess
let env: Record<string, string>
beforeAll(async () => {
  const certificate = createCertificate()
  writeFileSync(join(folder, 'authority.pem'), certificate.cert)
  proxy = await startStandIn((request) => passOn(request, server.url), certificate)
  const simulatorPort = String(await freePort())
  const command = 'node server-example/simulator/main.ts --api-version 2019-05-29'.split(' ')
  const address = ['--webhook-url', `${proxy.url}/webhooks/omise`, '--port', simulatorPort]
  simulator = await startCommand([...command, ...address], {}, (said) => said.includes('Ctrl-C'))
  env = {
    PUBLIC_URL: proxy.url,
    TRUST_PROXY: '1',
    OMISE_PUBLIC_KEY: defaultPublicKey,
    OMISE_SECRET_KEY: defaultSecretKey,
    OMISE_API_URL: `http://localhost:${simulatorPort}`,
    OMISE_WEBHOOK_SECRET: webhookSecret,
    AUTHORIZE_HOSTS: `http://localhost:${simulatorPort}`,
    DATABASE_URL: `sqlite:${join(folder, 'orders.db')}`,
    PAGES: 'public',
    NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
  }
  server = await startServerProcess(env)
}, 30_000)
afterAll(async () => {
  server.terminate()
  await server.ended
  await simulator.stop()
  await proxy.close()
  rmSync(folder, { recursive: true })
})

it('passes against the simulator and a running server, and says so line by line', async () => {
  const { exitCode, output } = await runToEnd(asTyped, env)
  const lines = output.trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('✓'))).toEqual([
    '19 right, 0 warnings, 0 wrong, 0 not checked.',
  ])
  expect(output).toContain(`✓ public URL      ${proxy.url} answers.`)
  expect(exitCode).toBe(0)
}, 30_000)

it('says the same to machines', async () => {
  const { exitCode, output } = await runToEnd([...asTyped, '--', '--json'], env)
  expect(report.parse(JSON.parse(output))).toMatchObject({
    exitCode: 0,
    counts: { right: 19, warning: 0, wrong: 0, unchecked: 0 },
  })
  expect(exitCode).toBe(0)
}, 30_000)

it('ends with 0 when there are only warnings', async () => {
  const { exitCode, output } = await runToEnd([...asTyped, '--', '--read-only'], env)
  expect(output).toContain('18 right, 1 warning, 0 wrong, 0 not checked.')
  expect(exitCode).toBe(0)
}, 30_000)

it('ends with 1 when something is wrong, and shows what else is', async () => {
  const { exitCode, output } = await runToEnd(doctor, {
    ...env,
    LOG_LEVEL: 'loud',
    TRUST_PROXY: '0',
  })
  expect(output).toMatch(/^✗ configuration +LOG_LEVEL/m)
  expect(output).toMatch(/^! proxies +/m)
  expect(output).toContain('17 right, 1 warning, 1 wrong, 0 not checked.')
  expect(exitCode).toBe(1)
}, 30_000)

it('ends with 2 when nothing is known to be wrong, but Omise cannot be asked', async () => {
  const pause = { match: { path: '*' }, times: 9, fault: { kind: 'html-502' } }
  const faults = `${env.OMISE_API_URL}/_simulator/faults`
  const headers = { 'content-type': 'application/json' }
  await fetch(faults, { method: 'POST', headers, body: JSON.stringify(pause) })
  const { exitCode, output } = await runToEnd(doctor, env)
  await fetch(faults, { method: 'DELETE' })
  expect(output).toMatch(/^\? secret key +not known: Omise answered 502/m)
  expect(exitCode).toBe(2)
}, 30_000)

it('explains itself, and refuses what it does not know', async () => {
  const help = await runToEnd([...doctor, '--help'], {})
  expect([help.exitCode, help.output]).toEqual([0, expect.stringContaining('--read-only')])
  const unknown = await runToEnd([...doctor, '--fix'], {})
  expect([unknown.exitCode, unknown.output]).toEqual([2, expect.stringContaining('Usage')])
}, 30_000)

it('says what to set when nothing is set yet', async () => {
  const { exitCode, output } = await runToEnd(doctor, {
    PORT: String(await freePort()),
    DATABASE_URL: `sqlite:${join(folder, 'new.db')}`,
  })
  for (const words of ['OMISE_PUBLIC_KEY is missing', 'OMISE_SECRET_KEY is missing'])
    expect(output).toContain(words)
  expect(output).not.toContain('    at ')
  expect(exitCode).toBe(1)
}, 30_000)

const report = z.object({
  exitCode: z.number(),
  counts: z.record(z.string(), z.number()),
  lines: z.array(
    z.object({
      subject: z.string(),
      level: z.enum(['right', 'warning', 'wrong', 'unchecked']),
      found: z.string(),
      advice: z.nullable(z.string()),
    }),
  ),
})
