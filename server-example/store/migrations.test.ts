import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { isTokenOf } from '../checkout/order/order-token.ts'
import { openDatabase } from './database.ts'
import { engineNames } from './database-url.ts'
import { migrate, migratorOf } from './migrations.ts'
import { createOrderStore } from './orders/order-store.ts'
import { startTestEngines } from './test-support/test-engines.ts'

const engines = startTestEngines()
const sha256OfToken = '3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0'

it.each(engineNames)('an order made before 004 is read after it on %s', async (engine) => {
  const database = openDatabase(await engines[engine]())
  const { db } = database
  await migratorOf(database).migrateTo('003-merchants-view')
  await sql`
    insert into orders (id, token_hash, items, amount_satang, currency, created_at, version, checks, state)
    values ('ord_old', ${sha256OfToken}, '[{"sku":"tea","quantity":2}]', 100000, 'THB', 1, 1, 0, 'paid')`.execute(
    db,
  )
  await sql`
    insert into attempts (id, order_id, state, charge_id, created_at, paid_at)
    values ('att_old', 'ord_old', 'successful', 'chrg_old', 2, 3)`.execute(db)

  await migrate(database)

  const order = await createOrderStore(database).findOrder('ord_old')
  expect(order).toMatchObject({
    reference: 'ord_old',
    metadata: { items: '[{"sku":"tea","quantity":2}]' },
    cancelledAt: null,
    attempts: [{ id: 'att_old', amountSatang: 100_000, method: 'truemoney', qr: null }],
  })
  expect(isTokenOf(order?.tokenHashes ?? [], 'token')).toBe(true)
  await db.destroy()
})
