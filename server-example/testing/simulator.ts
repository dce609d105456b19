import { randomBytes } from 'node:crypto'
import { startSimulator as start } from '../simulator/simulator.ts'

export type TestSimulatorOptions = {
  /** Where Omise's webhooks go, such as `http://localhost:3000/webhooks/omise`; without it none is sent. */
  readonly webhookUrl?: string
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** What the account may be paid with, by Omise's names; `['truemoney']` unless given. */
  readonly paymentMethods?: readonly string[]
}

export type TestSimulator = {
  readonly url: string
  /** The part of the server's environment that leads to this simulator. */
  readonly env: {
    readonly OMISE_PUBLIC_KEY: string
    readonly OMISE_SECRET_KEY: string
    readonly OMISE_API_URL: string
    readonly OMISE_WEBHOOK_SECRET: string
    readonly AUTHORIZE_HOSTS: string
  }
  /** Resolves when no webhook is on its way any more. */
  settled(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts a simulator of Omise's API on a port of this machine, with keys that open nothing else.
 * Everything is in memory. Throws Node's `EADDRINUSE` when the port is taken.
 *
 * @example
 * const simulator = await startSimulator({ webhookUrl: 'http://localhost:3000/webhooks/omise' })
 * Object.assign(process.env, simulator.env)
 */
export async function startSimulator(options: TestSimulatorOptions = {}): Promise<TestSimulator> {
  const webhookSecret = randomBytes(32).toString('base64')
  const simulator = await start({ port: 0, ...options, webhookSecret })
  return {
    url: simulator.url,
    env: {
      OMISE_PUBLIC_KEY: simulator.publicKey,
      OMISE_SECRET_KEY: simulator.secretKey,
      OMISE_API_URL: simulator.url,
      OMISE_WEBHOOK_SECRET: webhookSecret,
      AUTHORIZE_HOSTS: simulator.url,
    },
    settled: simulator.settled,
    close: simulator.close,
  }
}
