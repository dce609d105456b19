/** Tells of webhooks that no wire shows: events that the simulator made and, as it was told, did not send. */
import type { SimulatorState } from './simulator-control.ts'
import type { Timeline } from './timeline.ts'

export function createWebhookWatch(timeline: Timeline) {
  let seen = new Set<string>()
  return {
    look({ events, webhooks }: SimulatorState): void {
      for (const { id, key } of events) {
        if (seen.has(id)) continue
        if (webhooks.mode === 'drop') timeline.note('webhook_lost', key)
        else if (webhooks.delayMs > 0) timeline.note('webhook_late', key)
      }
      seen = new Set(events.map(({ id }) => id))
    },
  }
}
