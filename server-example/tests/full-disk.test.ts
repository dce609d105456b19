/** What a disk that is full for a moment does to orders, charges and health checks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabaseCheck } from '../store/readiness.ts'
import { canFillDisk, fillDisk, freeDisk } from '../store/test-support/test-full-disk.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const merchantToken = 'a-token-that-nobody-guesses-00000001'
const newOrder = { reference: 'SO-9', amount: 100_000 }

describe.skipIf(!canFillDisk)(
  `with a full disk${canFillDisk ? '' : ' (NOT RUN: there is no prlimit here)'}`,
  () => {
    let folder: string
    let file: string
    let shop: TestShop
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'full-'))
      file = join(folder, 'orders.db')
      shop = await openTestShop({
        databaseUrl: `sqlite:${file}`,
        merchantToken,
        async readiness() {
          const check = createDatabaseCheck(shop.database, { patienceMs: 5_000, keepForMs: 0 })
          const state = await check()
          return state === 'ready' ? state : `database_${state}`
        },
      })
    })
    afterEach(async () => {
      freeDisk()
      await shop.close()
      rmSync(folder, { recursive: true })
    })

    it('the server is not ready, and is again when there is room', async () => {
      expect(await shop.call('GET', '/readyz')).toMatchObject({ status: 200 })
      fillDisk(file)
      expect(await shop.call('GET', '/readyz')).toMatchObject({
        status: 503,
        body: { status: 'database_unreachable' },
      })
      expect(await shop.call('GET', '/healthz')).toMatchObject({ status: 200 })
      freeDisk()
      expect(await shop.call('GET', '/readyz')).toMatchObject({ status: 200 })
    })

    it('what cannot be stored is put off, with nothing sent to Omise, and done afterwards', async () => {
      const order = await shop.newOrder()
      const source = await shop.newSource()
      fillDisk(file)
      for (const answer of [
        await shop.call('POST', '/api/merchant/orders', { token: merchantToken, body: newOrder }),
        await shop.submit(order, source),
      ]) {
        expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } })
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect(await shop.charges()).toEqual([])
      freeDisk()
      expect(await shop.submit(order, source)).toMatchObject({ status: 200 })
      expect(await shop.charges()).toHaveLength(1)
    })

    it('a buyer whose charge was made learns of it as soon as it can be stored', async () => {
      const order = await shop.newOrder()
      const source = await shop.newSource()
      shop.altered.alter({
        method: 'POST',
        path: /^\/charges$/,
        change(charge) {
          fillDisk(file)
          return charge
        },
      })
      expect(await shop.submit(order, source)).toMatchObject({
        body: { code: 'charge_unconfirmed' },
      })
      expect(await shop.payment(order)).toMatchObject({ status: 'pending' })
      freeDisk()
      expect(await shop.payment(order)).toMatchObject({
        status: 'pending',
        authorizeUri: expect.stringContaining('/authorize'),
      })
      expect(await shop.charges()).toHaveLength(1)
    })

    it('writes go on afterwards though a query was never read to its end', async () => {
      await shop.newOrder()
      await shop.newOrder()
      await shop.database.db.connection().execute(async (connection) => {
        const rows = connection.selectFrom('orders').selectAll().stream()
        await rows[Symbol.asyncIterator]().next()
      })
      fillDisk(file)
      const whole = 'x'.repeat(64 * 1024 * 1024)
      await expect(
        shop.database.db.transaction().execute((one) =>
          // More than SQLite keeps in memory: it goes to the disk before the commit.
          one.updateTable('write_probe').set({ text: whole }).execute(),
        ),
      ).rejects.toThrow()
      freeDisk()
      expect(await shop.newOrder()).toMatchObject({ orderId: expect.any(String) })
    })
  },
)
