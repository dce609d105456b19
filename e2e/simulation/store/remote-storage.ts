/** The database as a process meets it: every call is an operation of the scheduler, and may fail. */
import type { OrderStore } from '../../../server-example/checkout/ports.ts'
import { StoreError } from '../../../server-example/checkout/store-error.ts'
import type { Storage } from '../../../server-example/outside.ts'
import type { LeasedDelivery } from '../../../server-example/shop/delivery.ts'
import type { TransactedDelivery } from '../../../server-example/shop/run-deliveries.ts'
import type { Outbox } from '../../../server-example/store/outbox/outbox.ts'
import type { Fate } from '../fate.ts'
import type { Owner, Scheduler } from '../scheduler.ts'
import type { DueWork } from './due-work.ts'

/** The database's own side of it. */
export type LocalStorage = {
  readonly orders: OrderStore
  readonly outbox: Outbox
  /** Ends a delivery and commits the shop's own writes; `false`, and neither, when the lease is lost. */
  commitDelivery(
    delivery: LeasedDelivery,
    now: number,
    writes: readonly (() => void)[],
    result: Parameters<Outbox['endDelivery']>[1],
  ): Promise<boolean>
}

export type StoreWeather = {
  /** Of a hundred calls, so many fail: half of them after they were committed. */
  readonly faultPercent: number
  readonly latencyMs: number
}

/** What the shop's handler writes by; committed with "taken". */
export class ShopWrites {
  readonly writes: (() => void)[] = []
}

export function createRemoteStorage(
  { scheduler, fate, isCalm }: { scheduler: Scheduler; fate: Fate; isCalm: () => boolean },
  owner: Owner,
  local: LocalStorage,
  due: DueWork,
  weather: StoreWeather,
): Storage {
  const { orders, outbox } = local
  const transacted: TransactedDelivery = async (delivery, now, work) => {
    const transaction = new ShopWrites()
    const result = await work(transaction)
    const isEnded = await call('commitDelivery', () =>
      local.commitDelivery(delivery, now(), transaction.writes, result),
    )
    if (!isEnded) throw new Error('The lease of the delivery ran out.')
    return result
  }
  return { openOrders, outbox: remoteOutbox(), transacted, orderBook: noOrderBook }

  function openOrders(onEvents: () => void): OrderStore {
    return {
      insertOrder: (order) => call('insertOrder', () => orders.insertOrder(order)),
      findOrder: (id) => call('findOrder', () => orders.findOrder(id)),
      findOrderByReference: (reference) =>
        call('findOrderByReference', () => orders.findOrderByReference(reference)),
      findOrderOf: (charge) => call('findOrderOf', () => orders.findOrderOf(charge)),
      async saveOrder(before, after, triggered) {
        const saved = await call('saveOrder', () => orders.saveOrder(before, after, triggered))
        if (saved !== undefined && saved.eventCount > before.eventCount) onEvents()
        return saved
      },
      async leaseDueOrders(lease) {
        if (await due.waitForOrders(owner, lease.now)) return []
        return call('leaseDueOrders', () => orders.leaseDueOrders(lease))
      },
      releaseOrder: (id, lease) => call('releaseOrder', () => orders.releaseOrder(id, lease)),
      recordEvent: (event) => call('recordEvent', () => orders.recordEvent(event)),
      listChargedAttempts: (since) =>
        call('listChargedAttempts', () => orders.listChargedAttempts(since)),
      async claimAudit(now) {
        if (await due.waitForAudit(owner, now)) return undefined
        return call('claimAudit', () => orders.claimAudit(now))
      },
      finishAudit: (until, next) => call('finishAudit', () => orders.finishAudit(until, next)),
      recordAudit: (run) => call('recordAudit', () => orders.recordAudit(run)),
      claimListReading: (claim) => call('claimListReading', () => orders.claimListReading(claim)),
    }
  }

  function remoteOutbox(): Outbox {
    return {
      ...outbox,
      async leaseDeliveries(lease) {
        if (await due.waitForDeliveries(owner, lease.now, lease.channels)) return []
        return call('leaseDeliveries', () => outbox.leaseDeliveries(lease))
      },
      endDelivery: (delivery, result, now) =>
        call('endDelivery', () => outbox.endDelivery(delivery, result, now)),
    }
  }

  async function call<Result>(what: string, effect: () => Promise<Result>): Promise<Result> {
    const name = `${owner.name} ${what}`
    const fault = faultOf(name)
    const trip = { thereMs: latency(name), backMs: latency(`${name} back`) || undefined }
    return scheduler.call(owner, name, trip, async () => {
      if (fault === 'not done') throw new StoreError('busy', undefined)
      const result = await effect()
      if (fault === 'done') throw new StoreError('unreachable', undefined)
      return result
    })
  }

  function latency(name: string): number {
    if (weather.latencyMs === 0) return 0
    return fate.weighted(`${name} takes`, [
      [10, 0],
      [10, 1],
      [4, 7],
      [1, weather.latencyMs],
      [isCalm() ? 0 : 0.1, 12_000],
    ])
  }

  function faultOf(name: string): 'none' | 'not done' | 'done' {
    if (isCalm() || weather.faultPercent === 0) return 'none'
    return fate.weighted(`${name} fails`, [
      [100 - weather.faultPercent, 'none'],
      [weather.faultPercent / 2, 'not done'],
      [weather.faultPercent / 2, 'done'],
    ] as const)
  }
}

/** The merchant's lists are for people to look at; nothing in a simulation does. */
const noOrderBook: Storage['orderBook'] = {
  listOrders: notSimulated,
  findOrders: notSimulated,
  readHistory: notSimulated,
  readAudit: notSimulated,
}

function notSimulated(): never {
  throw new Error('Expected nobody to read the order book in a simulation.')
}
