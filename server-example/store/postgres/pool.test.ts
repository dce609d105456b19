import { CompiledQuery } from 'kysely'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newDatabase, startTestPostgres, type TestPostgres } from '../test-support/test-postgres.ts'
import { createDriver } from './driver.ts'
import { type Connections, openPool } from './pool.ts'
import { startTestProxy, type TestProxy } from './test-proxy.ts'

let postgres: TestPostgres
let url: string
beforeAll(async () => {
  postgres = await startTestPostgres()
  url = await newDatabase(postgres)
}, 60_000)
afterAll(() => postgres.stop())

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

describe('connections that died silently', () => {
  /** Asks at every loan whether it is still there, and is sure after a moment. */
  const waits = { connectMs: 5_000, queryMs: 300, restMs: 0, pingMs: 300 }
  let proxy: TestProxy
  let pool: Connections

  async function openThroughProxy(different = {}): Promise<void> {
    proxy = await startTestProxy(url)
    pool = await openPool(proxy.url, () => {}, { ...waits, ...different })
    closers.push(proxy.close, pool.end)
    expect(await Promise.all(ten(answer))).toEqual(ten(() => 'answered'))
    expect(proxy.opened()).toBe(10)
  }

  it('are replaced before anybody uses them', async () => {
    await openThroughProxy()
    proxy.swallow()
    expect(await Promise.all(ten(answer))).toEqual(ten(() => 'answered'))
    expect(proxy.opened()).toBe(20)
  })

  it('are found by the first one that is asked: the others are not trusted either', async () => {
    await openThroughProxy()
    proxy.swallow()
    for (let i = 0; i < 10; i++) expect(await answer()).toBe('answered')
    expect(proxy.opened()).toBe(11)
  })

  it('in the middle of a query fail it as unreachable, and are replaced with all that are idle', async () => {
    await openThroughProxy({ restMs: 60_000 })
    const driver = createDriver(async () => pool)
    const connection = await driver.acquireConnection()
    proxy.swallow()
    const lost = connection.executeQuery(CompiledQuery.raw('create table lost (nth int)'))
    await expect(lost).rejects.toMatchObject({ name: 'StoreError', fault: 'unreachable' })
    await driver.releaseConnection(connection)
    expect(await Promise.all(ten(answer))).toEqual(ten(() => 'answered'))
    expect(proxy.opened()).toBe(20)
  })

  async function answer(): Promise<string> {
    const client = await pool.lend()
    const { rows } = await client.query("select 'answered' as word")
    pool.noteAnswer(client)
    client.release()
    return rows[0].word
  }
})

it('a connection that the server ends while it is lent fails its next query, and nothing else', async () => {
  const pool = await openPool(url, () => {})
  closers.push(pool.end)
  const lent = await pool.lend()
  const end = new Promise((resolve) => lent.once('end', resolve))
  await run(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  )
  await end
  await expect(lent.query('select 1')).rejects.toThrow('not queryable')
  lent.release(true)
  const another = await pool.lend()
  expect((await another.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  another.release()
})

it('a read that a restart cuts off is asked again, a write is not', async () => {
  const pool = await openPool(url, () => {})
  closers.push(pool.end)
  const driver = createDriver(async () => pool)
  const connection = await driver.acquireConnection()
  const send = (text: string) => connection.executeQuery(CompiledQuery.raw(text))
  const endItself = 'pg_terminate_backend(pg_backend_pid())'
  await send('create table if not exists reads (nth serial)')
  // Once: the connection that it ends is the first one of this process.
  await send('create sequence if not exists ends')
  const once = `case when nextval('ends') = 1 then ${endItself} else true end`
  expect((await send(`select ${once} as answered`)).rows).toEqual([{ answered: true }])
  await expect(send(`insert into reads select 1 where ${endItself}`)).rejects.toMatchObject({
    fault: 'unreachable',
  })
  await driver.releaseConnection(connection)
})

describe('where the server allows few connections', () => {
  const role = `few_${process.pid}`
  let limited: string
  let pool: Connections
  beforeAll(async () => {
    await run(`create role ${role} login password 'few' connection limit 3`)
    limited = Object.assign(new URL(url), { username: role, password: 'few' }).href
  })
  afterAll(() => run(`drop role ${role}`))

  it('callers queue for those that there are', async () => {
    pool = await openPool(limited, () => {})
    closers.push(pool.end)
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, nth) => {
        const client = await pool.lend()
        const { rows } = await client.query('select $1::int as nth', [nth])
        client.release()
        return rows[0].nth
      }),
    )
    expect(answers).toEqual(Array.from({ length: 200 }, (_, nth) => nth))
  })

  it('and others have taken them, a caller is refused as busy, and served when one is free', async () => {
    pool = await openPool(limited, () => {}, {
      connectMs: 300,
      queryMs: 5_000,
      restMs: 5_000,
      pingMs: 300,
    })
    closers.push(pool.end)
    const others = [1, 2, 3].map(() => new Client({ connectionString: limited }))
    for (const one of others) await one.connect()
    await expect(pool.lend()).rejects.toMatchObject({ name: 'StoreError', fault: 'busy' })
    for (const one of others) await one.end()
    const client = await pool.lend()
    client.release()
  })
})

function ten<Value>(make: () => Value): Value[] {
  return Array.from({ length: 10 }, make)
}

async function run(text: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}
