/** What buyers and health checks get while another program keeps SQLite’s file locked. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestShop, type TestShop } from './support/test-shop.ts'

let folder: string
let shop: TestShop
let other: DatabaseSync
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'locked-'))
  shop = await openTestShop({ databaseUrl: `sqlite:${folder}/orders.db` })
  other = new DatabaseSync(`${folder}/orders.db`)
})
afterEach(async () => {
  other.close()
  await shop.close()
  rmSync(folder, { recursive: true })
})

it('everything that only reads is answered, and a charge is made when the lock is gone', async () => {
  const order = await shop.newOrder()
  const source = await shop.newSource()
  other.exec('begin immediate')
  const charge = shop.submit(order, source)
  expect(await shop.call('GET', '/healthz')).toMatchObject({ status: 200 })
  expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
  expect(await shop.charges()).toEqual([])
  other.exec('rollback')
  expect(await charge).toMatchObject({ status: 200 })
  expect(await shop.charges()).toHaveLength(1)
})

it('a charge is put off, and nothing sent to Omise, when the lock stays', async () => {
  const order = await shop.newOrder()
  const source = await shop.newSource()
  other.exec('begin immediate')
  const answer = await shop.submit(order, source)
  expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await shop.charges()).toEqual([])
  other.exec('rollback')
  expect(await shop.submit(order, source)).toMatchObject({ status: 200 })
}, 20_000)
