import { type CompiledQuery, type KyselyPlugin, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Attempt, AttemptState } from '../../checkout/order/attempt.ts'
import { testAttempt, testOrder } from '../../checkout/order/order.test-support.ts'
import type { Order } from '../../checkout/order/order.ts'
import { orderStateOf, orderStates } from '../../checkout/order/order-state.ts'
import type { Triggered } from '../../checkout/order/trigger.ts'
import type { OrderStore } from '../../checkout/ports.ts'
import type { Refund } from '../../checkout/refunds/refund.ts'
import { type Database, openDatabase } from '../database.ts'
import { engineNames } from '../database-url.ts'
import { fillOrderStates } from '../migrations/fill-order-states.ts'
import { migrate } from '../migrations.ts'
import { startTestEngines } from '../test-support/test-engines.ts'
import { createOrderBook, type OrderBook } from './order-book.ts'
import { createOrderStore } from './order-store.ts'

const engines = startTestEngines()

const triggered: Triggered = { by: 'webhook', at: 50 }

describe.each(engineNames)('order book on %s', (engine) => {
  let database: Database
  let store: OrderStore
  let book: OrderBook
  beforeEach(async () => {
    database = openDatabase(await engines[engine]())
    await migrate(database)
    store = createOrderStore(database)
    book = createOrderBook(database)
  })
  afterEach(() => database.db.destroy())

  it('is empty without orders', async () => {
    const listed = await book.listOrders({ state: undefined, after: undefined, limit: 5 })
    expect(listed).toEqual({ orders: [], next: undefined })
    expect(await book.findOrders('ord_1')).toEqual([])
    expect(await book.readAudit()).toEqual({ last: undefined, dueAt: 0 })
  })

  it('turns its pages at orders of one and the same moment without losing or repeating any', async () => {
    for (const [number, createdAt] of [5, 9, 9, 9, 2, 9, 7].entries())
      await store.insertOrder(orderOf({ id: `ord_${number}`, createdAt }))
    const seen: string[] = []
    let after: Parameters<OrderBook['listOrders']>[0]['after']
    do {
      const page = await book.listOrders({ state: undefined, after, limit: 2 })
      seen.push(...page.orders.map(({ id }) => id))
      after = page.next
    } while (after !== undefined)
    expect(seen).toEqual(['ord_5', 'ord_3', 'ord_2', 'ord_1', 'ord_6', 'ord_0', 'ord_4'])
  })

  it('gives back whole orders, as the store does', async () => {
    const one = await put('ord_1', ['failed', 'successful'], [30_000, 70_000])
    const other = await put('ord_2', ['pending'])
    const { orders } = await book.listOrders({ state: undefined, after: undefined, limit: 5 })
    expect(orders).toEqual([other, one])
    for (const id of ['ord_1', 'att_ord_1_1', 'chrg_att_ord_1_0', 'rfd_ord_1_1', 'rfnd_ord_1_0'])
      expect(await book.findOrders(id), id).toEqual([one])
  })

  it('lists by the state that an order is in now, also when it was saved before that was kept', async () => {
    const orders = [
      await put('ord_1', []),
      await put('ord_2', ['failed']),
      await put('ord_3', ['creating']),
      await put('ord_4', ['superseded', 'pending']),
      await put('ord_5', ['successful']),
      await put('ord_6', ['duplicate', 'successful'], [], [100_000]),
      await put('ord_7', ['successful'], [30_000]),
      await put('ord_8', ['successful'], [30_000, 70_000]),
      await put('ord_9', ['successful'], [], [100_000]),
    ]
    const expected = Object.fromEntries(
      orderStates.map((state) => [
        state,
        orders.filter((one) => orderStateOf(one) === state).map(({ id }) => id),
      ]),
    )
    expect(await listed()).toEqual(expected)
    await database.db.updateTable('orders').set({ state: 'not filled yet' }).execute()
    await fillOrderStates(database.db)
    expect(await listed()).toEqual(expected)
  })

  it('keeps what became known, but for what happens with every charge', async () => {
    const empty = orderOf({ id: 'ord_1', createdAt: 1 })
    await store.insertOrder(empty)
    const steps: [AttemptState, Triggered][] = [
      ['creating', { by: 'answer', at: 10 }],
      ['pending', { by: 'answer', at: 20 }],
      ['pending', { by: 'clock', at: 30 }],
      ['successful', { by: 'clock', at: 40 }],
    ]
    let order = empty
    for (const [state, by] of steps) {
      const attempts = [attemptOf('ord_1', 0, state)]
      const saved = await store.saveOrder(order, { ...order, attempts }, by)
      order = saved ?? order
    }
    await store.recordEvent(eventOf('chrg_att_ord_1_0', 45))
    await store.recordEvent(eventOf('chrg_other', 46))
    expect(await book.readHistory(order)).toEqual([
      { kind: 'ordered', at: 1 },
      { kind: 'attempt_started', at: 1, id: 'att_ord_1_0' },
      {
        kind: 'became',
        at: 40,
        by: 'clock',
        subject: 'attempt',
        id: 'att_ord_1_0',
        state: 'successful',
      },
      {
        kind: 'webhook',
        at: 45,
        eventId: 'evnt_1',
        key: 'charge.complete',
        chargeId: 'chrg_att_ord_1_0',
        outcome: 'successful',
      },
    ])
  })

  it('writes no history of a save that was too late', async () => {
    const order = orderOf({ id: 'ord_1', createdAt: 1 })
    await store.insertOrder(order)
    const paid = { ...order, attempts: [attemptOf('ord_1', 0, 'successful')] }
    await Promise.all([1, 2, 3].map(() => store.saveOrder(order, paid, triggered)))
    const became = (await book.readHistory(paid)).filter(({ kind }) => kind === 'became')
    expect(became).toHaveLength(1)
  })

  it('stores the last audit, with the first of very many findings', async () => {
    const finding = {
      kind: 'charge_unknown',
      chargeId: 'chrg_1',
      orderId: null,
      detail: '…',
    } as const
    const counts = { charges: 4, notOurs: 5, unreadable: 6 }
    const run = { sinceMs: 1, startedAt: 2, endedAt: 3, ...counts, findings: [] }
    await store.recordAudit({ ...run, endedAt: 9, findings: Array(250).fill(finding) })
    await store.recordAudit(run)
    const { last } = await book.readAudit()
    expect(last).toMatchObject({ ...run, endedAt: 9, found: 250, findings: { length: 100 } })
  })

  if (engine === 'SQLite')
    it('reads no more than it shows, however many orders there are', async () => {
      const { log, asked } = watch(database)
      const watched = createOrderBook({ ...database, db: database.db.withPlugin(log) })
      const order = await put('ord_1', ['successful'], [30_000])
      const after = { createdAt: 5, orderId: 'ord_5' }
      for (const state of [undefined, 'paid'] as const)
        for (const place of [undefined, after])
          await watched.listOrders({ state, after: place, limit: 25 })
      await watched.findOrders('ord_1')
      await watched.readHistory(order)
      await watched.readAudit()
      expect(asked.length).toBeGreaterThanOrEqual(4 * 3 + 3 + 2 + 2)
      for (const query of asked) {
        const plan = await planOf(query)
        const told = `${query.sql}\n${plan.join('\n')}`
        // Orders come in the sequence of an index, up to a limit, and a state is looked up in it.
        const index = query.sql.includes('"state" =')
          ? 'INDEX orders_by_state (state=?'
          : 'orders_by_time'
        const isList = query.sql.includes('order by "created_at" desc')
        if (isList)
          expect(
            plan.some((step) => step.includes(index)),
            told,
          ).toBe(true)
        if (isList)
          expect(
            plan.filter((step) => /^SCAN orders(?! .*INDEX)/.test(step)),
            told,
          ).toEqual([])
        const limited = /^SCAN (page|orders USING|sweep_runs USING INDEX|sweeps$)/
        expect(
          plan.filter((step) => step.startsWith('SCAN') && !limited.test(step)),
          told,
        ).toEqual([])
        const isPage = isList && !/from "(attempts|refunds)"/.test(query.sql)
        if (isPage)
          expect(
            plan.filter((step) => step.includes('TEMP B-TREE')),
            told,
          ).toEqual([])
      }
    })

  async function planOf({ sql: text, parameters }: CompiledQuery): Promise<string[]> {
    let rest = text
    // Numbers and ids alone: quoting them is all that it takes.
    for (const one of parameters) rest = rest.replace('?', () => `'${one}'`)
    const { rows } = await sql<{
      detail: string
    }>`${sql.raw(`explain query plan ${rest}`)}`.execute(database.db)
    return rows.map(({ detail }) => detail)
  }

  async function listed() {
    const lists = orderStates.map(async (state) => {
      const { orders } = await book.listOrders({ state, after: undefined, limit: 9 })
      return [state, orders.map(({ id }) => id).toSorted()]
    })
    return Object.fromEntries(await Promise.all(lists))
  }

  async function put(
    id: string,
    states: readonly AttemptState[],
    refunded: readonly number[] = [],
    voided: readonly number[] = [],
  ): Promise<Order> {
    const empty = orderOf({ id, createdAt: Number(id.slice(4)) })
    await store.insertOrder(empty)
    const attempts = states.map((state, index) => attemptOf(id, index, state))
    const paid = attempts.findIndex(({ state }) => state === 'successful')
    const refunds = [...refunded, ...voided].map((amountSatang, index) =>
      refundOf(id, index, {
        attemptId: `att_${id}_${paid}`,
        amountSatang,
        voided: index >= refunded.length,
      }),
    )
    const saved = await store.saveOrder(empty, { ...empty, attempts, refunds }, triggered)
    return saved ?? empty
  }
})

/** Every question that is asked, as it is sent. */
function watch({ db }: Database): { log: KyselyPlugin; asked: CompiledQuery[] } {
  const asked: CompiledQuery[] = []
  const log: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { log, asked }
}

function orderOf({ id, createdAt }: { id: string; createdAt: number }): Order {
  return testOrder({ id, createdAt })
}

function attemptOf(orderId: string, index: number, state: AttemptState): Attempt {
  return testAttempt({
    id: `att_${orderId}_${index}`,
    state,
    chargeId: `chrg_att_${orderId}_${index}`,
    createdAt: index + 1,
    paidAt: state === 'successful' ? 9 : null,
  })
}

function refundOf(
  orderId: string,
  index: number,
  part: Pick<Refund, 'attemptId' | 'amountSatang' | 'voided'>,
): Refund {
  return {
    ...part,
    id: `rfd_${orderId}_${index}`,
    state: 'done',
    omiseId: `rfnd_${orderId}_${index}`,
    reason: null,
    refusal: null,
    createdAt: index,
  }
}

function eventOf(chargeId: string, receivedAt: number) {
  const outcome = 'successful'
  return { eventId: 'evnt_1', key: 'charge.complete', chargeId, outcome, receivedAt }
}
