/**
 * Lets polls for work wait until there is some. A poll that finds nothing changes
 * nothing, so days of them are passed over; the first one that would find
 * something is never late by more than its pause.
 */
import type { Owner, Scheduler } from '../scheduler.ts'
import type { ModelDatabase } from './model-data.ts'

export type DueWork = ReturnType<typeof createDueWork>

type Waiting = {
  readonly owner: Owner
  readonly dueAt: () => number
  readonly resume: () => void
  armedFor: number
}

export function createDueWork(scheduler: Scheduler, data: ModelDatabase) {
  let waiting: Waiting[] = []
  return { waitForOrders, waitForAudit, waitForDeliveries, rearm, forget }

  function waitForOrders(owner: Owner, now: number): Promise<boolean> {
    return wait(owner, now, () =>
      least(
        [...data.orders.values()].map(({ order: { dueAt }, leasedUntil }) =>
          dueAt === null ? never : Math.max(dueAt, leasedUntil ?? 0),
        ),
      ),
    )
  }

  function waitForAudit(owner: Owner, now: number): Promise<boolean> {
    return wait(owner, now, () => data.audit.dueAt)
  }

  function waitForDeliveries(
    owner: Owner,
    now: number,
    channels: readonly string[],
  ): Promise<boolean> {
    return wait(owner, now, () => {
      const first = new Map<string, number>()
      const lines = data.deliveries
        .filter(({ state, channel }) => state === 'waiting' && channels.includes(channel))
        .toSorted((one, other) => one.position - other.position)
      for (const { channel, orderId, dueAt, leasedUntil } of lines) {
        const line = `${channel} ${orderId}`
        if (!first.has(line)) first.set(line, Math.max(dueAt, leasedUntil ?? 0))
      }
      return least([...first.values()])
    })
  }

  /** Resolves with `false` at once when there is work, and with `true` after a wait until there is. */
  function wait(owner: Owner, ownNow: number, dueAt: () => number): Promise<boolean> {
    if (dueAt() <= ownNow) return Promise.resolve(false)
    const skewMs = ownNow - scheduler.now()
    return new Promise((resolve) => {
      const one: Waiting = {
        owner,
        dueAt: () => dueAt() - skewMs,
        resume: () => resolve(true),
        armedFor: never,
      }
      waiting.push(one)
      arm(one)
    })
  }

  /** After every step: something may have become due, or due earlier. */
  function rearm(): void {
    for (const one of waiting) arm(one)
  }

  function arm(one: Waiting): void {
    const at = one.dueAt()
    if (at === one.armedFor) return
    one.armedFor = at
    if (at === never) return
    scheduler.later(one.owner, at - scheduler.now(), `${one.owner.name} finds work`, () => {
      if (one.armedFor !== at || !waiting.includes(one)) return
      waiting = waiting.filter((other) => other !== one)
      one.resume()
    })
  }

  function forget(owner: Owner): void {
    waiting = waiting.filter((one) => one.owner !== owner)
  }
}

const never = Number.POSITIVE_INFINITY

function least(times: readonly number[]): number {
  return times.reduce((least, one) => Math.min(least, one), never)
}
