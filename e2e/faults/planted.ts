/**
 * Copies of the server with one bug each, to show that the suite finds it. A
 * bug is planted into the source text: production code knows no switch for it,
 * and a text that has changed since fails loudly instead of planting nothing.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Bug = {
  readonly name: string
  /** In words: what was done wrong. */
  readonly mistake: string
  /** Seeds that find it, most of the time each: enough for a test, while the command plays any. */
  readonly seeds: readonly number[]
  readonly changes: readonly {
    readonly file: string
    /** Stands there exactly once. */
    readonly is: string
    readonly becomes: string
  }[]
}

export const bugs: readonly Bug[] = [
  {
    name: 'blind-retry',
    mistake: 'POST /charges is sent again when its answer is lost',
    seeds: [1, 5, 11],
    changes: [
      {
        file: 'server-example/omise/client.ts',
        is: "return call({ method: 'POST', path: '/charges', body }, charge)",
        becomes: `const send = () => call({ method: 'POST', path: '/charges', body }, charge)
    return send().catch((error) => {
      if (error.outcome === 'unknown') return send()
      throw error
    })`,
      },
    ],
  },
  {
    name: 'event-before-reconcile',
    mistake: 'a webhook’s event is recorded, and skipped from then on, before its charge is read',
    seeds: [45, 62, 96, 112],
    changes: [
      {
        file: 'server-example/http/webhooks.ts',
        is: 'const { id, key, chargeId, about } = readEvent(parseJson(bytes))',
        becomes: `const { id, key, chargeId, about } = readEvent(parseJson(bytes))
    if (await deps.store.findEvent(id)) return c.json({ outcome: 'known' })
    const receivedAt = deps.clock.now()
    await deps.store.recordEvent({ eventId: id, key, chargeId, outcome: 'received', receivedAt })`,
      },
      {
        file: 'server-example/store/orders/order-store.ts',
        is: '    recordEvent,\n',
        becomes: `    recordEvent,
    findEvent: (id) =>
      db.selectFrom('webhook_events').selectAll().where('event_id', '=', id).executeTakeFirst(),
`,
      },
    ],
  },
  {
    name: 'paid-lowered',
    mistake: 'an older reading of a charge lowers what is paid',
    seeds: [17, 21, 11, 52, 348, 336, 365],
    changes: [
      {
        file: 'server-example/checkout/order/apply-charge.ts',
        is: 'if (isPaid(attempt)) return attempt.state',
        becomes: `if (isPaid(attempt) && charge.status === 'successful') return attempt.state
  if (isPaid(attempt)) return charge.status === 'pending' ? 'pending' : 'failed'`,
      },
    ],
  },
  {
    name: 'lease-ignored',
    mistake: 'orders that are lent are lent again',
    seeds: [17, 19, 6, 7],
    changes: [
      {
        file: 'server-example/store/orders/order-store.ts',
        is: `        .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
      const query = db`,
        becomes: '      const query = db',
      },
      {
        file: 'server-example/store/orders/order-store.ts',
        is: `      .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
      .orderBy('due_at', 'desc')`,
        becomes: "      .orderBy('due_at', 'desc')",
      },
    ],
  },
  {
    name: 'refund-after-call',
    mistake: 'a refund is written down after it was asked for',
    seeds: [11, 22, 35],
    changes: [
      {
        file: 'server-example/checkout/refunds/create-refund.ts',
        is: `const claimed = await saveRefunds(deps, fresh, withRefund(fresh.refunds, refund))
      if (claimed !== undefined) return await send(deps, claimed, refund, charge.id)`,
        becomes: 'return await send(deps, fresh, refund, charge.id)',
      },
      {
        file: 'server-example/checkout/refunds/create-refund.ts',
        is: 'applyRefunds(refunds, refund.attemptId, [reading])',
        becomes: 'applyRefunds([...refunds, refund], refund.attemptId, [reading])',
      },
    ],
  },
  {
    name: 'event-outside',
    mistake: 'an event is written in a transaction of its own, before the change',
    seeds: [6, 27, 73, 101, 120],
    changes: [
      {
        file: 'server-example/store/orders/save-order.ts',
        is: '    const written = await writer.transact(async (transaction) => {',
        becomes: `    if (events.length > 0)
      await writer
        .transact((early) => insertEvents(early, saved.id, events, triggered.at))
        .catch(() => undefined)
    const written = await writer.transact(async (transaction) => {`,
      },
      {
        file: 'server-example/store/orders/save-order.ts',
        is: '      if (events.length > 0) await insertEvents(transaction, saved.id, events, triggered.at)\n',
        becomes: '',
      },
    ],
  },
  {
    name: 'delivery-without-lease',
    mistake: 'deliveries that are lent are lent again',
    seeds: [2, 4, 6],
    changes: [
      {
        file: 'server-example/store/outbox/outbox.ts',
        is: ".where((or) => or.or([or('one.leased_until', 'is', null), or('one.leased_until', '<=', now)]))",
        becomes: '',
      },
    ],
  },
  {
    name: 'taken-before-handled',
    mistake: 'a delivery is taken before its handler has returned',
    seeds: [1, 2, 3],
    changes: [
      {
        file: 'server-example/store/outbox/shop-transaction.ts',
        is: `      const result = await work(transaction.handle)
      await end(database, transaction, delivery, result, now())
`,
        becomes: `      const early = await database.beginShopTransaction()
      await end(database, early, delivery, { kind: 'taken' }, now())
      await early.commit()
      const result = await work(transaction.handle)
`,
      },
    ],
  },
  {
    name: 'cursor-by-time',
    mistake: 'the cursor of events is their time, in seconds',
    seeds: [1, 27, 31, 47],
    changes: [
      {
        file: 'server-example/store/outbox/read-outbox.ts',
        is: "import * as z from 'zod/mini'",
        becomes: "import { sql } from 'kysely'\nimport * as z from 'zod/mini'",
      },
      {
        file: 'server-example/store/outbox/read-outbox.ts',
        is: `      .select(['position', 'body'])
      .where('position', '>', after)
      .orderBy('position')
`,
        becomes: `      .select([sql<number>\`created_at / 1000\`.as('position'), 'body'])
      .where(sql<number>\`created_at / 1000\`, '>', after)
      .orderBy('created_at')
`,
      },
    ],
  },
  {
    name: 'cancel-without-expiring',
    mistake: 'an order is cancelled without expiring its pending charge',
    seeds: [4, 10, 20, 24],
    changes: [
      {
        file: 'server-example/shop/change-order.ts',
        is: 'const free = await expireLive(deps, order)',
        becomes: 'const free = order',
      },
    ],
  },
]

/** What a bug of this name changes, for another suite that plants it. */
export function changesOf(name: string): Bug['changes'] {
  const bug = bugs.find((one) => one.name === name)
  if (bug === undefined) throw new Error(`Expected a bug named ${name}.`)
  return bug.changes
}

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What a server under test consists of. */
const parts = ['server-example', 'widget', 'e2e/faults']

/** Writes a copy with the bug, and returns the file that runs it. */
export function plantBug(bug: Bug): { serverFile: string; remove(): void } {
  const { folder, remove } = plantInto(bug, parts)
  return { serverFile: join(folder, 'e2e/faults/stack/server.ts'), remove }
}

/** Writes a copy of these parts with the bug, inside the project so that it finds its libraries. */
export function plantInto(
  { name, changes }: Pick<Bug, 'name' | 'changes'>,
  copied: readonly string[],
): { folder: string; remove(): void } {
  const folder = join(root, 'test-results/planted', `${name}-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  for (const part of copied)
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules' && !/\.test\.tsx?$/.test(basename(path)),
    })
  for (const { file, is, becomes } of changes) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    const found = text.split(is).length - 1
    if (found !== 1)
      throw new Error(
        `Expected ${file} to hold exactly once, found ${found} times: ${is}\nWrite the bug "${name}" anew.`,
      )
    // A function, because text given as such would have its $ signs read as patterns.
    writeFileSync(
      path,
      text.replace(is, () => becomes),
    )
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
