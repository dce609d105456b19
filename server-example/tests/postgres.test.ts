/** The whole server on a PostgreSQL that is set up otherwise than ours. */
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasPgbouncer, startTestPgbouncer } from '../store/postgres/test-pgbouncer.ts'
import {
  newDatabase,
  startTestPostgres,
  type TestPostgres,
} from '../store/test-support/test-postgres.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
}, 60_000)
afterAll(() => postgres.stop())

let shop: TestShop | undefined
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await shop?.close()
  shop = undefined
  for (const close of closers.splice(0).reverse()) await close()
})

describe('every order is charged once, and every webhook taken', () => {
  it.each(['repeatable read', 'serializable'])(
    'where the database’s own isolation is %s',
    async (isolation) => {
      const url = await newDatabase(postgres)
      const name = new URL(url).pathname.slice(1)
      await run(url, `alter database ${name} set default_transaction_isolation = '${isolation}'`)
      await expectManyPayments(url)
    },
    60_000,
  )

  it('where its role may open three connections', async () => {
    const role = `three_${process.pid}`
    const url = await newDatabase(postgres)
    await run(url, `create role ${role} login password 'few' connection limit 3`)
    await run(url, `grant all on schema public to ${role}`)
    closers.push(() => run(url, `drop owned by ${role}; drop role ${role}`))
    await expectManyPayments(withUser(url, role))
  }, 60_000)

  it.skipIf(!hasPgbouncer)(
    `behind PgBouncer, which lends connections by transaction${hasPgbouncer ? '' : ' (NOT RUN: there is no pgbouncer here)'}`,
    async () => {
      const database = await newDatabase(postgres)
      const bouncer = await startTestPgbouncer(postgres)
      closers.push(bouncer.stop)
      const { pathname } = new URL(database)
      await expectManyPayments(Object.assign(new URL(bouncer.url), { pathname }).href)
    },
    60_000,
  )
})

it('a failure message with a NUL spoils neither its webhook nor the next charge', async () => {
  shop = await openTestShop({ databaseUrl: await newDatabase(postgres) })
  const order = await shop.newOrder()
  expect(await shop.submit(order, await shop.newSource())).toMatchObject({ status: 200 })
  const [charge] = await shop.charges()
  shop.altered.alter({
    method: 'GET',
    path: /^\/charges\/chrg_/,
    change: (body) => ({
      ...body,
      status: 'failed',
      failure_code: 'payment_rejected',
      failure_message: 'not\0now',
    }),
  })
  const event = { id: 'evnt_1', key: 'charge.complete', data: { object: 'charge', id: charge?.id } }
  expect(await shop.deliver(event)).toMatchObject({ status: 200, body: { outcome: 'failed' } })
  shop.altered.heal()
  expect(await shop.submit(order, await shop.newSource())).toMatchObject({ status: 200 })
})

it('a charge is put off, and nothing sent to Omise, where no connection becomes free', async () => {
  const role = `one_${process.pid}`
  const url = await newDatabase(postgres)
  await run(url, `create role ${role} login password 'few' connection limit 1`)
  await run(url, `grant all on schema public to ${role}`)
  const limited = withUser(url, role)
  closers.push(() => run(url, `drop owned by ${role}; drop role ${role}`))
  shop = await openTestShop({ databaseUrl: limited })
  const order = await shop.newOrder()
  const source = await shop.newSource()
  const free = await shop.database.beginShopTransaction()
  const answer = await shop.submit(order, source)
  expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await shop.charges()).toEqual([])
  await free.rollback()
  expect(await shop.submit(order, source)).toMatchObject({ status: 200 })
}, 30_000)

/** Twenty buyers at once, each of whom presses twice; then both webhooks of each at once. */
async function expectManyPayments(databaseUrl: string): Promise<void> {
  const open = await openTestShop({ databaseUrl })
  shop = open
  const buyers = Array.from({ length: 20 }, (_, nth) => nth)
  const orders = await Promise.all(buyers.map(() => open.newOrder()))
  const sources = await Promise.all(buyers.map(() => open.newSource()))
  const submits = await Promise.all(
    orders.flatMap((order, nth) => [1, 2].map(() => open.submit(order, sources[nth] ?? ''))),
  )
  expect(submits.map(({ status, body }) => [status, body.detail])).toEqual(
    submits.map(() => [200, undefined]),
  )
  const charges = await open.charges()
  expect(charges).toHaveLength(orders.length)
  const deliveries = await Promise.all(
    charges.flatMap(({ id }, nth) =>
      [1, 2].map((time) =>
        open.deliver({
          id: `evnt_${nth}_${time}`,
          key: 'charge.complete',
          data: { object: 'charge', id },
        }),
      ),
    ),
  )
  expect(deliveries.map(({ status }) => status)).toEqual(deliveries.map(() => 200))
}

function withUser(url: string, username: string): string {
  return Object.assign(new URL(url), { username, password: 'few' }).href
}

async function run(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}
