/** The simulator from outside: what it holds, what it should do next, and a buyer's decision without a browser. */
import * as z from 'zod/mini'

const chargeSchema = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int(),
  failure_code: z.nullable(z.string()),
  authorize_uri: z.string(),
  /** Empty where the buyer stays on the shop's page. */
  return_uri: z.pipe(
    z.nullable(z.string()),
    z.transform((uri) => uri ?? ''),
  ),
  source: z.object({
    id: z.string(),
    type: z.string(),
    phone_number: z.nullable(z.string()),
  }),
  metadata: z.object({ order_id: z.optional(z.string()) }),
})
const chargePages = z.object({ scanUri: z.string() })
const stateSchema = z.object({
  sources: z.array(z.object({ id: z.string(), phone_number: z.nullable(z.string()) })),
  charges: z.array(chargeSchema),
})
export type SimulatedCharge = z.infer<typeof chargeSchema>

/** How the simulator delivers webhooks from now on. */
export type WebhookMode = 'deliver' | 'drop' | 'hold' | 'double'

/** A button of the authorize page, and the failure code that goes with it. */
export type Decision = {
  readonly decision: 'successful' | 'failed' | 'expired' | 'none'
  readonly failure_code?: string
}

export type SimulatorControl = ReturnType<typeof createSimulatorControl>

export function createSimulatorControl(simulatorUrl: string) {
  return {
    url: simulatorUrl,
    state: async () => stateSchema.parse(await control('GET', '/state')),
    /** Every charge that Omise holds, oldest first. */
    charges: async (): Promise<SimulatedCharge[]> =>
      stateSchema.parse(await control('GET', '/state')).charges,
    /** The page that plays TrueMoney's app after a code of the charge was scanned. */
    scanUriOf: async ({ id }: Pick<SimulatedCharge, 'id'>) =>
      chargePages.parse(await control('GET', `/charges/${id}`)).scanUri,
    setWebhooks: (mode: WebhookMode) => control('POST', '/webhooks', { mode }),
    releaseWebhooks: () => control('POST', '/webhooks/release'),
    /** What the account may be paid with, until the reset. */
    setPaymentMethods: (paymentMethods: readonly string[]) =>
      control('POST', '/account', { paymentMethods }),
    moveClock: (advanceMs: number) => control('POST', '/clock', { advanceMs }),
    /** Orders an accident; see the header of the simulator's control API. */
    fault: (rule: unknown) => control('POST', '/faults', rule),
    reset: () => control('POST', '/reset'),
    decide,
  }

  /** Decides a charge as its buyer would, and answers where that buyer is sent then. */
  async function decide(charge: SimulatedCharge, decision: Decision): Promise<string> {
    const response = await fetch(charge.authorize_uri, {
      method: 'POST',
      body: new URLSearchParams(decision),
      redirect: 'manual',
    })
    const returnLink = response.headers.get('location')
    if (response.status !== 303 || returnLink === null)
      throw new Error(`Expected the way back to the shop, got HTTP ${response.status}.`)
    return returnLink
  }

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${simulatorUrl}/_simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return response.json()
  }
}
