/** The simulator's control API, as anybody may use it; see public/guide/server/simulator.md. */
import * as z from 'zod/mini'

const faultRule = z.looseObject({
  match: z.object({ method: z.optional(z.string()), path: z.string() }),
  fault: z.looseObject({ kind: z.string() }),
})

const simulatorState = z.object({
  webhooks: z.object({ mode: z.string(), delayMs: z.number() }),
  faults: z.array(faultRule),
  charges: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      authorize_uri: z.string(),
      metadata: z.looseObject({ order_id: z.optional(z.unknown()) }),
    }),
  ),
  events: z.array(z.object({ id: z.string(), key: z.string() })),
})

export type SimulatorState = z.infer<typeof simulatorState>
export type SimulatorControl = ReturnType<typeof createSimulatorControl>

/** `fetchSimulator` is the simulator itself, met as a function. */
export function createSimulatorControl(
  url: string,
  fetchSimulator: (request: Request) => Promise<Response>,
) {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetchSimulator(new Request(`${url}/_simulator${path}`, init))
    if (!response.ok)
      throw new Error(`Expected the simulator to do ${method} ${path}: ${await response.text()}`)
    return response.json()
  }

  return {
    state: async (): Promise<SimulatorState> =>
      simulatorState.parse(await control('GET', '/state')),
    setWebhooks: (settings: { mode: string; delayMs: number }) =>
      control('POST', '/webhooks', settings),
    addFault: (rule: unknown) => control('POST', '/faults', rule),
    clearFaults: () => control('DELETE', '/faults'),
  }
}
