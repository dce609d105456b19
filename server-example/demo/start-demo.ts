/**
 * The demo: shop, playground, companion server and a simulator of Omise in one
 * process. Server and simulator know nothing of each other but HTTP, and
 * nothing of the playground.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '../config/config.ts'
import { listen } from '../http/listen/listen.ts'
import { createDoor } from '../playground/door.ts'
import { createWire } from '../playground/playground.ts'
import { walletFailures } from '../simulator/methods/failures.ts'
import { methodNames } from '../simulator/methods/methods.ts'
import { startSimulator } from '../simulator/simulator.ts'
import { startServer } from '../start/start-server.ts'
import { createGuide } from './guide.ts'
import { printScans } from './print-scans.ts'
import { createShop, shopHandlers } from './shop.ts'

export type Demo = {
  readonly publicUrl: string
  readonly simulatorUrl: string
  /** Opens the merchant's view. */
  readonly merchantToken: string
  close(): Promise<void>
}

export async function startDemo({
  port,
  simulatorPort,
  env,
}: {
  port: number
  simulatorPort: number
  env: Record<string, string | undefined>
}): Promise<Demo> {
  const opened = new AsyncDisposableStack()
  try {
    return await open()
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }

  async function open(): Promise<Demo> {
    const folder = mkdtempSync(join(tmpdir(), 'truemoney-demo-'))
    opened.defer(() => rmSync(folder, { recursive: true }))
    const webhookSecret = randomBytes(32).toString('base64')
    const merchantToken = env.MERCHANT_TOKEN || randomBytes(32).toString('base64url')
    const wire = createWire()
    const simulator = await startSimulator(
      {
        port: simulatorPort,
        host: '127.0.0.1',
        webhookUrl: `http://127.0.0.1:${port}/webhooks/omise`,
        webhookSecret,
        paymentMethods: methodNames,
      },
      wire.aroundOmise,
    )
    opened.defer(() => simulator.close())
    const givenUrl = env.DATABASE_URL || 'sqlite::memory:'
    const parsed = parseConfig({
      LOG_LEVEL: 'warn',
      PAGES: 'dist,public',
      // The phone number first: everybody has one to type.
      METHODS: 'truemoney,truemoney_jumpapp,truemoney_qr',
      ...env,
      PORT: String(port),
      // A file in place of memory, so that orders outlive the server when it is started again.
      DATABASE_URL: givenUrl === 'sqlite::memory:' ? `sqlite:${folder}/orders.db` : givenUrl,
      MERCHANT_TOKEN: merchantToken,
      MERCHANT_PAGE: 'true',
      OMISE_PUBLIC_KEY: simulator.publicKey,
      OMISE_SECRET_KEY: simulator.secretKey,
      OMISE_API_URL: simulator.url,
      OMISE_WEBHOOK_SECRET: webhookSecret,
      AUTHORIZE_HOSTS: simulator.url,
    })
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
    const { config } = parsed
    const socket = await listen(config)
    opened.defer(() => socket.stop(2_000))
    const door = createDoor(socket.port)
    let server = await startServer({ ...config, on: shopHandlers }, door.open)
    opened.defer(() => server.close())
    const publicUrl = config.publicUrl ?? server.url
    const aroundServer = createShop({ publicUrl, orders: async () => server.orders })
    const withScans = printScans(simulator, (uri) => {
      process.stdout.write(`  A QR code is shown. Instead of a phone, open ${uri}\n`)
    })
    const playground = wire.openPlayground({
      publicUrl,
      merchantToken,
      failureCodes: walletFailures.map(({ code }) => code),
      simulator,
      server: {
        answer: withScans(aroundServer(door.answer)),
        orders: () => server.orders,
        async restart() {
          await server.close()
          server = await startServer({ ...config, on: shopHandlers }, door.open)
        },
      },
    })
    opened.defer(() => playground.close())
    socket.serve(createGuide('dist/guide')(playground.answer))
    await playground.ready
    return {
      publicUrl,
      simulatorUrl: simulator.url,
      merchantToken,
      close: () => opened.disposeAsync(),
    }
  }
}
