/** Carries Omise's webhooks to the server: late, twice, or never. */
import type { Fate } from './fate.ts'
import type { OmiseEvent } from './omise/acts.ts'
import type { Scene } from './scene.ts'
import { outsideWorld, type Scheduler } from './scheduler.ts'
import type { WorldAnswer, WorldRequest } from './world.ts'

type CourierDeps = {
  readonly scheduler: Scheduler
  readonly fate: Fate
  readonly say: (line: () => string) => void
  readonly isCalm: () => boolean
  readonly scene: Scene
  readonly request: (request: WorldRequest) => Promise<WorldAnswer | undefined>
}

export function createCourier(deps: CourierDeps): (event: OmiseEvent) => void {
  const { scheduler, fate, say, isCalm, scene, request } = deps
  let events = 0
  return (event) => {
    if (!scene.hasWebhooks) return
    events += 1
    const id = `evnt_${events}`
    const fortune = isCalm()
      ? 'delivered'
      : fate.weighted(id, [
          [6, 'delivered'],
          [3, 'lost'],
          [2, 'twice'],
          [2, 'late'],
        ] as const)
    if (fortune === 'lost') {
      say(() => `the webhook ${event.key} of ${event.chargeId} is lost`)
      return
    }
    const delayMs = fate.integer(`${id} takes`, 5, 3_000)
    send(id, event, delayMs + (fortune === 'late' ? 300_000 : 0))
    if (fortune === 'twice') send(id, event, fate.integer(`${id} again takes`, 5, 90_000))
  }

  function send(id: string, event: OmiseEvent, delayMs: number): void {
    scheduler.later(outsideWorld, delayMs, 'a webhook is sent', () => {
      void deliver(id, event)
    })
  }

  async function deliver(id: string, { key, object, chargeId }: OmiseEvent): Promise<void> {
    const data = object === 'charge' ? { object, id: chargeId } : { object, charge: chargeId }
    const answer = await request({
      by: 'a webhook',
      method: 'POST',
      path: '/webhooks/omise',
      body: { object: 'event', id, key, data },
    })
    say(() => `webhook ${key} of ${chargeId}: ${answer?.status ?? 'no answer'}`)
  }
}
