import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { testOrder } from '../../checkout/order/order.test-support.ts'
import { openDatabase } from '../database.ts'
import { engineNames } from '../database-url.ts'
import { migrate } from '../migrations.ts'
import { startTestEngines } from '../test-support/test-engines.ts'
import { orderStoreContract } from './order-store.contract.ts'
import { createOrderStore } from './order-store.ts'

const engines = startTestEngines()

for (const engine of engineNames)
  orderStoreContract(engine, async () => {
    const url = await engines[engine]()
    return () => openOrders(url)
  })

async function openOrders(url: string) {
  const database = openDatabase(url)
  await migrate(database)
  return { store: createOrderStore(database), close: () => database.db.destroy() }
}

describe.each(engineNames)('the schema on %s', (engine) => {
  it('is migrated without a word when it is up to date', async () => {
    const url = await engines[engine]()
    const order = testOrder()
    const first = await openOrders(url)
    await first.store.insertOrder(order)
    await first.close()
    await (await openOrders(url)).close()
    const { store, close } = await openOrders(url)
    expect(await store.findOrder('ord_1')).toEqual(order)
    await close()
  })

  it('is migrated once by several processes that start at once', async () => {
    const another = await engines[engine]()
    const program = `
      import { openDatabase } from '${import.meta.resolve('../database.ts')}'
      import { migrate } from '${import.meta.resolve('../migrations.ts')}'
      const database = openDatabase('${another}')
      await migrate(database)
      await database.db.destroy()`
    const run = promisify(execFile)
    const starts = Array.from({ length: 4 }, () =>
      run(process.execPath, ['--input-type=module-typescript', '--eval', program]),
    )
    await expect(Promise.all(starts)).resolves.toHaveLength(4)
  })
})

it('goes on when PostgreSQL ends the connections, as its restart does', async () => {
  const url = await engines.PostgreSQL()
  const broken: string[] = []
  const { db } = openDatabase(url, (error) => broken.push(error.message))
  await sql`select 1`.execute(db)
  const other = openDatabase(url)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db)
  await vi.waitUntil(() => broken.length > 0)
  await expect(sql`select 1`.execute(db)).resolves.toBeDefined()
  await Promise.all([db.destroy(), other.db.destroy()])
})

it.each(['orders.db', 'mysql://x', 'sqlite:'])('refuses the database address %s', (url) => {
  expect(() => openDatabase(url)).toThrow('DATABASE_URL: Expected sqlite:PATH')
})
