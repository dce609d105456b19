import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testOrder } from '../checkout/order/order.test-support.ts'
import { type Database, openDatabase } from './database.ts'
import { engineNames } from './database-url.ts'
import { migrate } from './migrations.ts'
import { createOrderStore } from './orders/order-store.ts'
import { startTestEngines } from './test-support/test-engines.ts'

const engines = startTestEngines()
const odd = 'น้ำ\0ชา \ud83d \ude00 🍵'
const stored = 'น้ำ\ufffdชา \ufffd \ufffd 🍵'

// What every engine must do.
describe.each(engineNames)('text that cannot be stored, on %s', (engine) => {
  let database: Database
  beforeEach(async () => {
    database = openDatabase(await engines[engine]())
    await migrate(database)
  })
  afterEach(() => database.db.destroy())

  it('is taken by every text column', async () => {
    const { db } = database
    const tables = await db.introspection.getTables()
    const columns = tables.flatMap(({ name, columns }) =>
      columns.filter((one) => /text/i.test(one.dataType)).map((one) => [name, one.name] as const),
    )
    expect(columns.length).toBeGreaterThan(20)
    // No row is there to be changed; PostgreSQL refuses such a parameter all the same.
    for (const [table, column] of columns)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${odd} where 1 = 0`.execute(db)
  })

  it('is read back with a replacement where there was no character', async () => {
    const store = createOrderStore(database)
    await store.insertOrder({ ...testOrder({ id: 'ord_1' }), description: odd })
    expect((await store.findOrder('ord_1'))?.description).toBe(stored)
  })
})
