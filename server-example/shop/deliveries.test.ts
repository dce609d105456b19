import { createServer, type IncomingHttpHeaders } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { Pool } from 'pg'
import { Webhook } from 'standardwebhooks'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../store/database.ts'
import { type EngineName, engineNames } from '../store/database-url.ts'
import { migrate } from '../store/migrations.ts'
import { startTestEngines } from '../store/test-support/test-engines.ts'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'
import type { Channel } from './delivery.ts'
import type { ShopEvent } from './event.ts'
import { type EventHandlers, handlersChannel } from './handlers-channel.ts'
import { webhookChannel } from './webhook-channel.ts'

const merchantToken = 'a-merchant-token-that-is-long-enough'
const engines = startTestEngines()
const options = { deadlineMs: 300, graceMs: 300, everyMs: 20, parallel: 4 }
const secret = `whsec_${Buffer.from('a secret of 32 bytes for a shop!').toString('base64')}`

/** Runs a statement in the shop's own table, and returns its rows. */
type OwnRows = (statement?: string) => Promise<readonly { event: string }[]>

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

describe.each(engineNames)('handlers on %s', (engine) => {
  let databaseUrl: string
  let ownRows: OwnRows

  beforeEach(async () => {
    databaseUrl = await engines[engine]()
    const database = openDatabase(databaseUrl)
    await migrate(database)
    await database.db.destroy()
    ownRows = ownRowsOn[engine](databaseUrl)
    await ownRows('create table shipments (event text not null)')
  })

  it('are called once for a paid order, and the shop’s row is there once', async () => {
    const calls: string[] = []
    const shop = await open({
      'order.paid': async (event, { transaction }) => {
        calls.push(event.order.reference)
        await ship(transaction, event)
      },
    })
    const order = await pay(shop, 'SO-1')
    await expect.poll(() => ownRows()).toHaveLength(1)
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
    expect(calls).toEqual(['SO-1'])
  })

  it('that throw leave nothing behind, and are called again', async () => {
    let calls = 0
    const shop = await open({
      'order.paid': async (event, { transaction }) => {
        await ship(transaction, event)
        calls += 1
        if (calls === 1) throw new Error('the warehouse is closed')
      },
    })
    const order = await pay(shop, 'SO-1')
    await expect
      .poll(() => undelivered(shop))
      .toMatchObject([
        { tries: 1, lastError: 'the warehouse is closed', event: { type: 'order.paid' } },
      ])
    expect(await ownRows()).toEqual([])
    shop.moveClock(5_000)
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
    expect(await ownRows()).toHaveLength(1)
  })

  it('that outlive their deadline are told so, write nothing any more, and are called again', async () => {
    const late = Promise.withResolvers<unknown>()
    let calls = 0
    const shop = await open({
      'order.paid': async (event, { transaction, signal }) => {
        calls += 1
        if (calls > 1) return ship(transaction, event)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        await ship(transaction, event).then(late.resolve, late.resolve)
      },
    })
    const order = await pay(shop, 'SO-1')
    await late.promise
    await expect
      .poll(() => undelivered(shop))
      .toMatchObject([{ tries: 1, lastError: expect.stringContaining('not done after 300 ms') }])
    shop.moveClock(5_000)
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
    expect(await ownRows()).toHaveLength(1)
  })

  it('that are under way when the server stops are finished', async () => {
    const started = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const stop = new AbortController()
    const shop = await openShop({
      databaseUrl,
      channels: [
        handlersChannel({
          'order.paid': async (event, { transaction }) => {
            started.resolve()
            await go.promise
            await ship(transaction, event)
          },
        }),
      ],
    })
    const running = shop.app.runDeliveries(stop.signal)
    await pay(shop, 'SO-1')
    await started.promise
    stop.abort()
    go.resolve()
    await running
    expect(await ownRows()).toHaveLength(1)
    expect(await undelivered(shop)).toEqual([])
  })

  it('in two processes ship each order once', async () => {
    const handlers: EventHandlers = {
      'order.paid': (event, { transaction }) => ship(transaction, event),
    }
    const [one] = [await open(handlers), await open(handlers)]
    const references = Array.from({ length: 12 }, (_, nth) => `SO-${nth + 10}`)
    for (const reference of references) await pay(one, reference)
    await expect.poll(() => ownRows(), { timeout: 10_000 }).toHaveLength(references.length)
    const events = (await ownRows()).map(({ event }) => event)
    expect(new Set(events).size).toBe(references.length)
    expect(await undelivered(one)).toEqual([])
  })

  it('are called for what happened while no process ran', async () => {
    const asleep = await open({}, { isRunning: false })
    await pay(asleep, 'SO-1')
    await open({ 'order.paid': (event, { transaction }) => ship(transaction, event) })
    await expect.poll(() => ownRows()).toHaveLength(1)
  })

  async function open(handlers: EventHandlers, { isRunning = true } = {}): Promise<TestShop> {
    return start(handlersChannel(handlers), { databaseUrl }, isRunning)
  }

  async function ship(transaction: unknown, event: ShopEvent): Promise<void> {
    if (transaction instanceof DatabaseSync)
      transaction.prepare('insert into shipments (event) values (?)').run(event.id)
    else await queryOf(transaction)('insert into shipments (event) values ($1)', [event.id])
  }
})

describe('the shop’s webhook', () => {
  it('gets what the standard’s own library verifies', async () => {
    const receiver = await startReceiver(204)
    const shop = await start(receiver.channel)
    const order = await pay(shop, 'SO-1')
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    const event = new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    })
    expect(event).toMatchObject({ type: 'order.paid', order: { reference: 'SO-1' } })
    expect(event).toMatchObject({ id: headers['webhook-id'] })
  })

  it.each([302, 400, 404, 429, 500, 503])('that answers %i gets it again', async (status) => {
    const receiver = await startReceiver(status)
    const shop = await start(receiver.channel)
    const order = await pay(shop, 'SO-1')
    await expect
      .poll(() => undelivered(shop))
      .toMatchObject([
        { state: 'waiting', tries: 1, lastError: expect.stringContaining(String(status)) },
      ])
    receiver.answerWith(200)
    shop.moveClock(5_000)
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('that answers 410 gets it no more, until the merchant asks', async () => {
    const receiver = await startReceiver(410)
    const shop = await start(receiver.channel)
    const order = await pay(shop, 'SO-1')
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['parked'])
    receiver.answerWith(200)
    const [{ eventId }] = await undelivered(shop)
    const asked = await merchant(shop, 'POST', `/events/${eventId}/deliver`)
    expect(asked.status).toBe(202)
    await expect.poll(() => deliveryStates(shop, order)).toEqual(['taken'])
  })

  it('that hangs is given up after the deadline, and others are delivered beside it', async () => {
    const receiver = await startReceiver(200)
    receiver.hang('SO-1')
    const shop = await start(receiver.channel)
    const [stuck, other] = [await pay(shop, 'SO-1'), await pay(shop, 'SO-2')]
    await expect.poll(() => deliveryStates(shop, other)).toEqual(['taken'])
    await expect
      .poll(() => undelivered(shop))
      .toMatchObject([{ lastError: expect.stringContaining('not done after') }])
    expect(await deliveryStates(shop, stuck)).toEqual(['waiting'])
  })
})

describe('where no process lives between requests', () => {
  it('a cron’s call finds the payment whose webhook was lost, and delivers its event', async () => {
    const shipped: string[] = []
    const channel = handlersChannel({
      'order.paid': ({ order }) => {
        shipped.push(order.reference)
      },
    })
    const shop = await start(channel, {}, false)
    const order = await shop.app.orders.create({ reference: 'SO-1', amount: 100_000 })
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    shop.moveClock(15_000)
    const done = await merchant(shop, 'POST', '/reconcile')
    expect(done).toMatchObject({ status: 200, body: { orders: 1, events: 1 } })
    expect(shipped).toEqual(['SO-1'])
    expect((await merchant(shop, 'POST', '/reconcile')).body).toEqual({ orders: 0, events: 0 })
  })
})

describe('without a channel', () => {
  it('events are read by cursor, with the merchant’s token', async () => {
    const shop = await openShop({})
    await pay(shop, 'SO-1')
    const { body } = await merchant(shop, 'GET', '/events')
    expect(body).toMatchObject({ events: [{ type: 'order.paid', sequence: 1 }] })
    expect((await merchant(shop, 'GET', `/events?after=${body.next}`)).body).toEqual({
      events: [],
      next: body.next,
    })
    expect((await merchant(shop, 'GET', '/events?after=yesterday')).status).toBe(400)
    expect((await shop.call('GET', '/api/merchant/events', { token: 'x' })).status).toBe(401)
  })
})

async function openShop(different: Parameters<typeof openTestShop>[0]): Promise<TestShop> {
  const shop = await openTestShop({ merchantToken, deliveries: options, ...different })
  closing.push(() => shop.close())
  return shop
}

async function start(
  channel: Channel,
  different: { databaseUrl?: string } = {},
  isRunning = true,
): Promise<TestShop> {
  const shop = await openShop({ ...different, channels: [channel] })
  if (!isRunning) return shop
  const stop = new AbortController()
  const running = shop.app.runDeliveries(stop.signal)
  closing.push(async () => {
    stop.abort()
    await running
  })
  return shop
}

/** Makes an order, pays it at TrueMoney, and has the server read that. */
async function pay(shop: TestShop, reference: string): Promise<string> {
  const order = await shop.app.orders.create({ reference, amount: 100_000 })
  await shop.submit(order, await shop.newSource())
  for (const { id, metadata } of await shop.charges())
    if (metadata.reference === reference) await shop.omise('POST', `/charges/${id}/mark_as_paid`)
  expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  return reference
}

function merchant(shop: TestShop, method: string, path: string) {
  return shop.call(method, `/api/merchant${path}`, { token: merchantToken })
}

async function deliveryStates(shop: TestShop, reference: string): Promise<unknown> {
  const { body } = await merchant(shop, 'GET', `/orders/${reference}`)
  return body.events.flatMap((event: { deliveries: { state: string }[] }) =>
    event.deliveries.map(({ state }) => state),
  )
}

async function undelivered(shop: TestShop) {
  return (await merchant(shop, 'GET', '/events/undelivered')).body.deliveries
}

/** The shop's own server: answers with a status, or not at all. */
async function startReceiver(status: number) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  let answer = status
  let hangs: string | undefined
  const server = createServer(async (request, response) => {
    const body = await text(request)
    received.push({ headers: request.headers, body })
    if (hangs !== undefined && body.includes(`"${hangs}"`)) return
    response.writeHead(answer, answer === 302 ? { location: 'https://elsewhere.example' } : {})
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const agent = new Agent()
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await agent.destroy()
  })
  return {
    channel: webhookChannel({ url: `http://127.0.0.1:${port}/hooks`, secret }, agent, Date.now),
    received,
    answerWith: (next: number) => {
      answer = next
    },
    hang: (reference: string) => {
      hangs = reference
    },
  }
}

const ownRowsOn: Record<EngineName, (databaseUrl: string) => OwnRows> = {
  SQLite: inSqlite,
  PostgreSQL: inPostgres,
}

function inSqlite(databaseUrl: string) {
  return async (statement?: string) => {
    const database = new DatabaseSync(databaseUrl.replace(/^sqlite:/, ''), { timeout: 5_000 })
    if (statement !== undefined) database.exec(statement)
    const rows = database.prepare('select event from shipments').all()
    database.close()
    return rows.map(({ event }) => ({ event: String(event) }))
  }
}

function inPostgres(databaseUrl: string) {
  return async (statement?: string) => {
    const pool = new Pool({ connectionString: databaseUrl, max: 1 })
    if (statement !== undefined) await pool.query(statement)
    const { rows } = await pool.query<{ event: string }>('select event from shipments')
    await pool.end()
    return rows
  }
}

/** The `query` of a `pg` client. */
function queryOf(client: unknown): (sql: string, values: readonly unknown[]) => Promise<unknown> {
  if (typeof client !== 'object' || client === null || !('query' in client))
    throw new Error('expected a client of pg')
  const { query } = client
  if (typeof query !== 'function') throw new Error('expected a client of pg')
  return (sql, values) => query.call(client, sql, values)
}

vi.setConfig({ testTimeout: 20_000 })
