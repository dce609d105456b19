/** The manual's shell examples for the server, copied into a shell and run against a server. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort, runToEnd, startCommand } from '../../e2e/runners/process.ts'
import { readmeExample } from '../../e2e/support/readme-example.ts'
import { parseConfig } from '../config/config.ts'
import { openTestMerchant, type TestMerchant } from '../doctor/test-support/test-merchant.ts'

let merchant: TestMerchant
beforeAll(async () => {
  merchant = await openTestMerchant()
})
afterAll(() => merchant.close())

it('a payment by hand is charged, paid, and given back in part, once', async () => {
  const { serverUrl, simulatorUrl, env } = merchant
  const script = readmeExample('payment-by-hand')
  const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? '']))
  const said = await shell(`${script}\necho; echo "$ID $TOKEN"`, {
    SHOP: serverUrl,
    OMISE: simulatorUrl,
    OMISE_PUBLIC_KEY: env.OMISE_PUBLIC_KEY ?? '',
    MERCHANT_TOKEN: env.MERCHANT_TOKEN ?? '',
  })
  expect(said).toContain(`{"authorizeUri":"${simulatorUrl}/`)
  expect(said).toContain('"status":"pending"')
  const [charge] = await chargesOf(simulatorUrl)
  const paid = await fetch(`${simulatorUrl}/charges/${charge}/mark_as_paid`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${env.OMISE_SECRET_KEY}:`)}` },
  })
  expect(paid.status).toBe(200)

  const [orderId = '', token = ''] = said.trim().split('\n').at(-1)?.split(' ') ?? []
  // Nobody's webhook arrives here, but who asks makes the server ask.
  const payment = async () =>
    await fetch(`${serverUrl}/api/orders/${orderId}/payment`, {
      headers: { authorization: `Bearer ${token}` },
    })
  await expect
    .poll(async () => (await payment()).text(), { timeout: 20_000 })
    .toContain('"status":"successful"')

  const refund = readmeExample('refund-by-curl', {
    'https://shop.example': serverUrl,
    'ord_…': orderId,
    '30000': '3000',
  })
  const merchantToken = { MERCHANT_TOKEN: env.MERCHANT_TOKEN ?? '' }
  const once = JSON.parse(await shell(refund, merchantToken))
  expect(once).toMatchObject({ amount: 3000 })
  // The key of the example makes the second try the same refund.
  expect(JSON.parse(await shell(refund, merchantToken))).toEqual(once)

  const byCommand = await runToEnd(['npm', 'run', '--silent', 'refund', '--', orderId, '20'], given)
  expect(byCommand.output).toContain('Refunded ฿20.00')
  expect(byCommand.exitCode).toBe(0)
  const audited = await runToEnd(['npm', 'run', '--silent', 'audit', '--', '7'], given)
  expect(audited.exitCode, audited.output).toBe(0)
}, 30_000)

it('the server starts as the guide starts it', async () => {
  const port = String(await freePort())
  const started = await startCommand(
    [
      'sh',
      '-c',
      readmeExample('server-start', {
        'pkey_test_…': merchant.env.OMISE_PUBLIC_KEY ?? '',
        'skey_test_…': merchant.env.OMISE_SECRET_KEY ?? '',
        'OMISE_WEBHOOK_SECRET=…': `OMISE_WEBHOOK_SECRET=${merchant.env.OMISE_WEBHOOK_SECRET}`,
        'MERCHANT_TOKEN=…': `MERCHANT_TOKEN=${merchant.env.MERCHANT_TOKEN}`,
      }),
    ],
    { PORT: port, DATABASE_URL: 'sqlite::memory:', OMISE_API_URL: merchant.simulatorUrl },
    (output) => output.includes('"msg":"listening"'),
  )
  const config = await fetch(`http://localhost:${port}/api/config`)
  expect(await config.json()).toMatchObject({ publicKey: merchant.env.OMISE_PUBLIC_KEY })
  await started.stop()
}, 30_000)

it('the tests for Omise’s test mode pass against the simulator, in both versions', async () => {
  const { exitCode, output } = await runToEnd(['npm', 'run', '--silent', 'test:live'], {
    OMISE_PUBLIC_KEY: merchant.env.OMISE_PUBLIC_KEY ?? '',
    OMISE_SECRET_KEY: merchant.env.OMISE_SECRET_KEY ?? '',
    OMISE_API_URL: merchant.simulatorUrl,
  })
  expect(exitCode, output).toBe(0)
}, 30_000)

it('a merchant’s token is made as the guide says', async () => {
  const token = (await shell('node -p "crypto.randomUUID() + crypto.randomUUID()"', {})).trim()
  expect(parseConfig({ ...merchant.env, MERCHANT_TOKEN: token }).ok).toBe(true)
})

async function chargesOf(simulatorUrl: string): Promise<string[]> {
  const state = await (await fetch(`${simulatorUrl}/_simulator/state`)).text()
  return state.match(/chrg_\w+/g) ?? []
}

/** Runs it as somebody who has copied it, and answers what it said. */
async function shell(script: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', script], {
    env: { ...process.env, ...env },
  })
  return stdout
}
