/** The shop: takes events, by its own functions or by webhook, and sometimes fails at it. */
import type { Channel, DeliveryResult } from '../../server-example/shop/delivery.ts'
import type { ShopEvent } from '../../server-example/shop/event.ts'
import type { Fate } from './fate.ts'
import type { Rules } from './rules/rules.ts'
import type { Scene } from './scene.ts'
import type { Owner, Scheduler } from './scheduler.ts'
import { ShopWrites } from './store/remote-storage.ts'

export type Shop = ReturnType<typeof createShop>

type ShopDeps = {
  readonly scheduler: Scheduler
  readonly fate: Fate
  readonly say: (line: () => string) => void
  readonly isCalm: () => boolean
  readonly rules: Rules
  readonly kinds: Scene['channels']
}

const namesOf = {
  none: [],
  handlers: ['handlers'],
  webhook: ['webhook'],
  both: ['handlers', 'webhook'],
} as const

export function createShop({ scheduler, fate, say, isCalm, rules, kinds }: ShopDeps) {
  const channelNames = namesOf[kinds]
  return {
    channelNames,
    channels: (owner: Owner): readonly Channel[] =>
      channelNames.map((name) => ({
        name,
        needsTransaction: () => name === 'handlers',
        receive: (event, { transaction }) => receive(owner, name, event, transaction),
      })),
  }

  async function receive(
    owner: Owner,
    channel: Channel['name'],
    event: ShopEvent,
    transaction: unknown,
  ): Promise<DeliveryResult> {
    const name = `${channel} of ${owner.name}`
    const fault = isCalm()
      ? 'none'
      : fate.weighted(`${name} fails`, [
          [10, 'none'],
          [1, 'before'],
          [1, 'after'],
        ] as const)
    const trip = { thereMs: fate.integer(`${name} takes`, 1, 200), backMs: 1 }
    await scheduler.call(owner, name, trip, () => {
      if (fault === 'before') throw new Error('The shop failed.')
      say(
        () =>
          `the shop hears by ${channel}: ${event.type} #${event.sequence} of ${event.order.orderId}`,
      )
      rules.heard(event)
      if (transaction instanceof ShopWrites)
        transaction.writes.push(() => rules.took(channel, event))
      else rules.took(channel, event)
      if (fault === 'after') throw new Error('The shop failed after it had done its work.')
    })
    return { kind: 'taken' }
  }
}
