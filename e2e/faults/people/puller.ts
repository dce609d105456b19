/** A shop that reads its events by cursor, a few at a time, while they are written. */
import type { Database } from '../../../server-example/store/database.ts'
import type { HeardEvent } from '../books/heard.ts'
import type { Stack } from '../stack/stack.ts'
import type { Shop } from './shop.ts'

export type Puller = {
  pulled(): readonly HeardEvent[]
  /** Resolves when a page was empty. */
  readToTheEnd(): Promise<void>
  stop(): Promise<void>
}

/** Often: what a cursor jumps over is there for a moment only. */
const pullEveryMs = 200

export async function startPuller(
  { clock, database, allUp }: Pick<Stack, 'clock' | 'database' | 'allUp'>,
  shop: Pick<Shop, 'pullEvents'>,
): Promise<Puller> {
  const pulled: HeardEvent[] = []
  const stopping = new AbortController()
  // What happened in earlier schedules is no news.
  let cursor = String(await readLastPosition(database))
  let reading: Promise<boolean> | undefined
  const pulling = pull()
  return {
    pulled: () => pulled,
    async readToTheEnd() {
      while (await readPage());
    },
    async stop() {
      stopping.abort()
      await pulling
    },
  }

  async function pull(): Promise<void> {
    while (!stopping.signal.aborted) {
      await readPage()
      await clock.sleep(pullEveryMs, stopping.signal).catch(() => undefined)
    }
  }

  /** Resolves with whether there may be more. One page at a time, whoever asks. */
  function readPage(): Promise<boolean> {
    reading ??= readOne().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readOne(): Promise<boolean> {
    const page = await shop.pullEvents(cursor)
    if (page === undefined) {
      await allUp()
      return true
    }
    cursor = page.next
    for (const { id, type, order, sequence, payment } of page.events)
      pulled.push({
        eventId: id,
        type,
        orderId: order.orderId,
        sequence,
        attemptId: payment?.attemptId ?? null,
      })
    return page.events.length > 0
  }
}

async function readLastPosition({ db }: Database): Promise<number> {
  const { last } = await db
    .selectFrom('shop_event_positions')
    .select('last')
    .executeTakeFirstOrThrow()
  return last
}
