/** Delivers what the outbox holds, as long as the server runs. */
import type { Clock, Logger } from '../checkout/ports.ts'
import type { Channel, DeliveryResult, LeasedDelivery } from './delivery.ts'

/** Where deliveries come from and are ended; the store's outbox is one. */
export type DeliveryStore = {
  /**
   * Leases what is due to one caller until `untilMs`, oldest first: of each order
   * and channel only the first that waits. A dead caller's delivery is due again.
   */
  leaseDeliveries(lease: {
    channels: readonly string[]
    now: number
    untilMs: number
    limit: number
  }): Promise<readonly LeasedDelivery[]>
  /** Records a try. Resolves with `false`, and changes nothing, when another caller has the lease by now. */
  endDelivery(delivery: LeasedDelivery, result: DeliveryResult, now: number): Promise<boolean>
}

/**
 * Runs work in one transaction of the shop's database with the end of the
 * delivery: both are committed, or neither. Throws when the lease is lost.
 */
export type TransactedDelivery = (
  delivery: LeasedDelivery,
  now: () => number,
  work: (transaction: unknown) => Promise<DeliveryResult>,
) => Promise<DeliveryResult>

export type DeliveryOptions = {
  /** How long a receiver may take for one event, in milliseconds. */
  readonly deadlineMs: number
  /** How long a receiver may go on when the server stops, in milliseconds. */
  readonly graceMs: number
  /** Polling interval when nothing wakes the deliveries, in milliseconds. */
  readonly everyMs: number
  /** Most deliveries at one time. */
  readonly parallel: number
}

export type DeliveriesDeps = {
  readonly outbox: DeliveryStore
  readonly transacted: TransactedDelivery
  readonly channels: readonly Channel[]
  readonly clock: Clock
  readonly logger: Logger
  readonly options: DeliveryOptions
  /** Notified of the result of each try, for metrics. */
  readonly observe: (channel: string, result: DeliveryResult['kind']) => void
}

export type Deliveries = {
  /** Delivers until the signal aborts, and resolves when the deliveries under way have ended. */
  run(signal: AbortSignal): Promise<void>
  /** Delivers what is due until nothing is, or the signal aborts. Resolves with the number of tries. */
  runDue(signal: AbortSignal): Promise<number>
  /** Polls at once instead of at the next interval: something was just written. */
  wake(): void
}

/** A lease outlasts the deadline by this much, so that a late result is still recorded. */
const leaseMarginMs = 30_000

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { outbox, channels, clock, logger, options } = deps
  const names = channels.map(({ name }) => name)
  const running = new Set<Promise<void>>()
  let bell = new AbortController()
  return { run, runDue, wake }

  function wake(): void {
    bell.abort()
  }

  async function run(signal: AbortSignal): Promise<void> {
    if (channels.length === 0) return
    while (!signal.aborted) {
      bell = new AbortController()
      const { hasMore } = await start(signal)
      if (!hasMore) await waitFor(signal)
    }
    await Promise.all(running)
  }

  async function runDue(signal: AbortSignal): Promise<number> {
    let tries = 0
    while (channels.length > 0 && !signal.aborted) {
      const { started } = await start(signal)
      tries += started
      await Promise.all(running)
      if (started === 0) break
    }
    return tries
  }

  /** Starts what is due, up to `parallel`; `hasMore` is whether to poll again at once. */
  async function start(signal: AbortSignal): Promise<{ started: number; hasMore: boolean }> {
    const limit = options.parallel - running.size
    if (limit <= 0) return { started: 0, hasMore: false }
    const now = clock.now()
    const untilMs = now + options.deadlineMs + leaseMarginMs
    try {
      const leased = await outbox.leaseDeliveries({ channels: names, now, untilMs, limit })
      for (const delivery of leased) {
        const one = deliver(delivery, signal).finally(() => {
          running.delete(one)
          wake()
        })
        running.add(one)
      }
      const hasMore = leased.length === limit && running.size < options.parallel
      return { started: leased.length, hasMore }
    } catch (error) {
      logger.error({ error }, 'the outbox could not be read; it is read again')
      return { started: 0, hasMore: false }
    }
  }

  async function deliver(delivery: LeasedDelivery, stop: AbortSignal): Promise<void> {
    const channel = channels.find(({ name }) => name === delivery.channel)
    if (channel === undefined) return
    const { event, tries } = delivery
    const fields = {
      eventId: event.id,
      type: event.type,
      orderId: event.order.orderId,
      channel: channel.name,
    }
    try {
      const result = await attempt(channel, delivery, stop)
      deps.observe(channel.name, result.kind)
      if (result.kind === 'taken') logger.info(fields, 'the shop has taken an event')
      else logger.warn({ ...fields, tries: tries + 1, reason: result.error }, messages[result.kind])
    } catch (error) {
      // The result was not stored: the lease runs out, and it is delivered again.
      logger.error({ ...fields, error }, 'a delivery could not be recorded; it is made again')
    }
  }

  async function attempt(
    channel: Channel,
    delivery: LeasedDelivery,
    stop: AbortSignal,
  ): Promise<DeliveryResult> {
    const receive = (transaction: unknown) =>
      withinDeadline((signal) => channel.receive(delivery.event, { transaction, signal }), stop)
    if (channel.needsTransaction(delivery.event.type)) {
      try {
        return await deps.transacted(delivery, clock.now, receive)
      } catch (error) {
        return end(delivery, { kind: 'failed', error: messageOf(error) })
      }
    }
    return end(
      delivery,
      await receive(undefined).catch((error: unknown) => ({
        kind: 'failed' as const,
        error: messageOf(error),
      })),
    )
  }

  async function end(delivery: LeasedDelivery, result: DeliveryResult): Promise<DeliveryResult> {
    await outbox.endDelivery(delivery, result, clock.now())
    return result
  }

  /** Rejects when the receiver exceeds its deadline, or its grace period when the server stops. */
  async function withinDeadline<T>(
    work: (signal: AbortSignal) => Promise<T>,
    stop: AbortSignal,
  ): Promise<T> {
    const done = new AbortController()
    const over = new AbortController()
    const late = tooLate(done.signal, stop).then((message) => {
      over.abort()
      throw new Error(message)
    })
    try {
      return await Promise.race([work(over.signal), late])
    } finally {
      done.abort()
    }
  }

  /** Resolves with why the receiver has no more time; never resolves when it is done before. */
  async function tooLate(done: AbortSignal, stop: AbortSignal): Promise<string> {
    const hasPassed = await sleeps(options.deadlineMs, AbortSignal.any([done, stop]))
    if (hasPassed) return `The receiver was not done after ${options.deadlineMs} ms.`
    const isOver = stop.aborted && !done.aborted && (await sleeps(options.graceMs, done))
    if (isOver) return 'The server stopped before the receiver was done.'
    return new Promise<never>(() => {})
  }

  /** Resolves with whether the time passed before the signal aborted. */
  function sleeps(ms: number, signal: AbortSignal): Promise<boolean> {
    return clock.sleep(ms, signal).then(
      () => true,
      () => false,
    )
  }

  async function waitFor(signal: AbortSignal): Promise<void> {
    await sleeps(options.everyMs, AbortSignal.any([signal, bell.signal]))
  }
}

const messages = {
  failed: 'an event was not taken; it is tried again',
  refused: 'the shop refuses an event: it is parked',
} as const

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
