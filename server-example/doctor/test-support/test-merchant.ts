/** For tests: a merchant with whom everything is right, until a fault is planted. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../e2e/runners/process.ts'
import { parseConfig } from '../../config/config.ts'
import { type SimulatorOptions, startSimulator } from '../../simulator/simulator.ts'
import { startServer } from '../../start/start-server.ts'
import type { Env } from '../checks/settings.ts'
import { type Answering, passOn, type StandIn, startStandIn } from './test-stand-ins.ts'

export type TestMerchant = {
  readonly env: Env
  /** Where the simulator and the server really are. */
  readonly simulatorUrl: string
  readonly serverUrl: string
  readonly folder: string
  /** Ends with the merchant. */
  keep<One extends { close(): unknown }>(one: Promise<One>): Promise<One>
  /** An address that changes what Omise, or the server, answers. */
  between(target: string, change: (answer: Response, path: string) => Response): Promise<StandIn>
  /** Another simulator, with options of its own. */
  otherSimulator(options: SimulatorOptions): Promise<{ url: string }>
  close(): Promise<void>
}

/** The newest version on both sides, and the webhooks' address as the server has it. */
export async function openTestMerchant(): Promise<TestMerchant> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  const kept: { close(): unknown }[] = []
  const keep: TestMerchant['keep'] = async (one) => {
    const opened = await one
    kept.push(opened)
    return opened
  }
  const port = await freePort()
  const serverUrl = `http://localhost:${port}`
  const account = { apiVersion: '2019-05-29', webhookUrl: `${serverUrl}/webhooks/omise` }
  const simulator = await keep(startSimulator({ port: 0, ...account }))
  const env = {
    PORT: String(port),
    PUBLIC_URL: serverUrl,
    LOG_LEVEL: 'silent',
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    OMISE_WEBHOOK_SECRET: Buffer.from('a secret of the doctor’s tests').toString('base64'),
    AUTHORIZE_HOSTS: simulator.url,
    ALLOWED_ORIGINS: 'https://shop.example',
    MERCHANT_TOKEN: 'a-token-of-the-doctors-tests-0123456789',
    DATABASE_URL: `sqlite:${join(folder, 'orders.db')}`,
    PAGES: 'public',
  }
  const parsed = parseConfig(env)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  await keep(startServer(parsed.config))

  return {
    env,
    simulatorUrl: simulator.url,
    serverUrl,
    folder,
    keep,
    between: (target, change) => keep(startStandIn(changing(target, change))),
    otherSimulator: (options) => keep(startSimulator({ port: 0, ...account, ...options })),
    async close() {
      for (const one of kept.toReversed()) await one.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function changing(target: string, change: (answer: Response, path: string) => Response): Answering {
  return async (request) => change(await passOn(request, target), new URL(request.url).pathname)
}
