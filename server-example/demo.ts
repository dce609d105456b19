/** The demo: shop, companion server and a simulator of Omise in one process. No keys, no account, no network. */
import { randomBytes } from 'node:crypto'
import { catalogue } from './catalogue.ts'
import { runCommand } from './command.ts'
import { parseConfig } from './config.ts'
import { startSimulator } from './simulator/simulator.ts'
import { startServer } from './start-server.ts'

await runCommand(async () => {
  const port = portOf('PORT', 3000)
  const webhookSecret = randomBytes(32).toString('base64')
  const simulatorPort = portOf('SIMULATOR_PORT', 4010)
  const simulator = await startSimulator({
    port: simulatorPort,
    host: '127.0.0.1',
    webhookUrl: `http://127.0.0.1:${port}/webhooks/omise`,
    webhookSecret,
  }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new Error(
      `Port ${simulatorPort} is taken. Stop what uses it, or choose another for the simulator: SIMULATOR_PORT=${simulatorPort + 1} npm start`,
    )
  })
  const parsed = parseConfig({
    LOG_LEVEL: 'warn',
    DATABASE_URL: 'sqlite::memory:',
    PAGES: 'dist,public',
    MERCHANT_TOKEN: randomBytes(24).toString('base64url'),
    ...process.env,
    PORT: String(port),
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    OMISE_WEBHOOK_SECRET: webhookSecret,
    AUTHORIZE_HOSTS: simulator.url,
  })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const server = await startServer(parsed.config, catalogue).catch(async (error: unknown) => {
    await simulator.close()
    throw error
  })
  const publicUrl = parsed.config.publicUrl ?? server.url
  console.log(`
  Demo shop      ${publicUrl}
  npm example    ${publicUrl}/npm/
  Merchant       ${publicUrl}/merchant/#token=${encodeURIComponent(parsed.config.merchantToken ?? '')}
  Omise, played  ${simulator.url}  (what it can do: ${simulator.url}/_simulator/state)

  Try: put something into the cart, check out, and type any Thai mobile number,
  for instance 081-234-5678. On the next page you decide how the payment ends.
  Ctrl-C ends it; orders and charges are forgotten with it.
`)
  return {
    async close() {
      await server.close()
      await simulator.close()
    },
  }
})

function portOf(name: string, standard: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return standard
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`${name}: expected a port from 1 to 65535, got ${JSON.stringify(text)}.`)
  return Number(text)
}
