/**
 * The system as it runs in production, but for Omise: the demo shop with its
 * server, and the simulator, as processes of their own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { order as orderSchema } from '../../widget/contract.ts'
import { freePort, type RunningProcess, startCommand } from '../runners/process.ts'
import { createSimulatorControl } from './simulator-control.ts'

const publicKey = 'pkey_test_5fxjourneys000000001'
const secretKey = 'skey_test_5fxjourneys000000002'
const merchantToken = 'the-merchant-token-of-the-journeys'
const webhookSecret = Buffer.from('the webhook secret of the journeys').toString('base64')

export type Stack = Awaited<ReturnType<typeof startStack>>

export async function startStack() {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-'))
  const [shopPort, simulatorPort] = [await freePort(), await freePort()]
  const shopUrl = `http://localhost:${shopPort}`
  const simulatorUrl = `http://localhost:${simulatorPort}`
  let simulator: RunningProcess | undefined = await runSimulator()
  let server: RunningProcess | undefined = await runServer()
  const simulatorControl = createSimulatorControl(simulatorUrl)
  let pastLog = ''

  return {
    shopUrl,
    publicKey,
    secretKey,
    merchantToken,
    simulator: simulatorControl,
    /** Everything that every server process has logged. */
    log: () => pastLog + (server?.output() ?? ''),
    /** Ends the server as a power cut would. */
    async killServer() {
      await server?.kill()
      pastLog += server?.output() ?? ''
      server = undefined
    },
    startServer,
    async stopSimulator() {
      await simulator?.stop()
      simulator = undefined
    },
    startSimulator,
    /** An order as the shop makes it, for journeys that begin at the checkout. */
    async placeOrder(items = [{ sku: 'custard', quantity: 1 }]) {
      const response = await fetch(`${shopUrl}/shop/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ items }),
      })
      return orderSchema.parse(await response.json())
    },
    /** Puts a page of another merchant beside the shop's own. */
    servePage: (name: string, html: string) => writeFileSync(join(folder, name), html),
    /** Back to a server that runs and a simulator that is empty and does what it is asked. */
    async calm() {
      await Promise.all([startServer(), startSimulator()])
      await simulatorControl.reset()
    },
    async stop() {
      await Promise.all([server?.stop(), simulator?.stop()])
      rmSync(folder, { recursive: true })
    },
  }

  async function startServer(): Promise<void> {
    server ??= await runServer()
  }

  async function startSimulator(): Promise<void> {
    simulator ??= await runSimulator()
  }

  function runServer(): Promise<RunningProcess> {
    const env = {
      PORT: String(shopPort),
      OMISE_PUBLIC_KEY: publicKey,
      OMISE_SECRET_KEY: secretKey,
      OMISE_API_URL: simulatorUrl,
      OMISE_WEBHOOK_SECRET: webhookSecret,
      AUTHORIZE_HOSTS: simulatorUrl,
      MERCHANT_TOKEN: merchantToken,
      MERCHANT_PAGE: 'true',
      DATABASE_URL: `sqlite:${folder}/orders.db`,
      PAGES: `dist,public,${folder}`,
      // As `npm start` has it.
      METHODS: 'truemoney,truemoney_jumpapp,truemoney_qr',
    }
    return startCommand(['node', 'server-example/demo/serve.ts'], env, () =>
      answers(`${shopUrl}/healthz`),
    )
  }

  function runSimulator(): Promise<RunningProcess> {
    const args = [
      ['--port', String(simulatorPort)],
      ['--public-key', publicKey],
      ['--secret-key', secretKey],
      ['--webhook-url', `http://127.0.0.1:${shopPort}/webhooks/omise`],
      ['--webhook-secret', webhookSecret],
    ]
    return startCommand(['node', 'server-example/simulator/main.ts', ...args.flat()], {}, () =>
      answers(`${simulatorUrl}/_simulator/state`),
    )
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}
