/** What goes wrong in life, by name: what the simulator's control API is told, and what it says is armed. */
import type { SimulatorControl, SimulatorState } from './simulator-control.ts'

export const webhookTroubles = ['none', 'lost', 'doubled', 'late'] as const
export const omiseTroubles = ['none', 'slow', 'down', 'answer_lost'] as const
export type WebhookTrouble = (typeof webhookTroubles)[number]
export type OmiseTrouble = (typeof omiseTroubles)[number]

/** `other`: somebody has told the simulator something that has no name here. */
export type Armed = {
  readonly webhooks: WebhookTrouble | 'other'
  readonly omise: OmiseTrouble | 'other'
}

export const lateMs = 8_000
export const slowMs = 3_000

const webhookSettings: Record<WebhookTrouble, { mode: string; delayMs: number }> = {
  none: { mode: 'deliver', delayMs: 0 },
  lost: { mode: 'drop', delayMs: 0 },
  doubled: { mode: 'double', delayMs: 0 },
  late: { mode: 'deliver', delayMs: lateMs },
}

const always = 1_000_000
/** All of Omise's API that a payment needs; the authorize page is TrueMoney's and goes on. */
const everyCall = ['/sources', '/charges*']

const faultRules: Record<
  OmiseTrouble,
  { match: object; times: number; fault: { kind: string } }[]
> = {
  none: [],
  slow: everyCall.map((path) => ({
    match: { path },
    times: always,
    fault: { kind: 'delay', delayMs: slowMs },
  })),
  down: everyCall.map((path) => ({ match: { path }, times: always, fault: { kind: 'html-502' } })),
  answer_lost: [
    { match: { method: 'POST', path: '/charges' }, times: 1, fault: { kind: 'reset-after' } },
  ],
}

export async function armWebhooks(control: SimulatorControl, trouble: WebhookTrouble) {
  await control.setWebhooks(webhookSettings[trouble])
}

export async function armOmise(control: SimulatorControl, trouble: OmiseTrouble) {
  await control.clearFaults()
  for (const rule of faultRules[trouble]) await control.addFault(rule)
}

/** What is armed, read off the simulator itself: by whomever it was told. */
export function armedIn({ webhooks, faults }: SimulatorState): Armed {
  const kinds = faults.map(({ match, fault }) => `${match.path} ${fault.kind}`)
  return {
    webhooks:
      webhookTroubles.find((name) => {
        const { mode, delayMs } = webhookSettings[name]
        return mode === webhooks.mode && delayMs === webhooks.delayMs
      }) ?? 'other',
    omise:
      omiseTroubles.find((name) => {
        const expected = faultRules[name].map(
          ({ match, fault }) => `${Reflect.get(match, 'path')} ${fault.kind}`,
        )
        return expected.join() === kinds.join()
      }) ?? 'other',
  }
}
